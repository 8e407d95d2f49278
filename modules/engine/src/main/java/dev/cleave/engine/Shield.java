package dev.cleave.engine;

import dev.cleave.api.JobFailure;
import dev.cleave.api.Objective;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interrupts, which are meant for user code, away from a listener.
 *
 * <p>A listener may write to a channel, and a channel closes when its thread is interrupted.
 */
final class Shield implements EngineListener<Object, Object> {

    private final EngineListener<Object, Object> listener;

    Shield(EngineListener<Object, Object> listener) {
        this.listener = listener;
    }

    private static void run(Runnable call) {
        if (Thread.currentThread() instanceof Lane.LaneThread here) {
            here.lane().withoutInterrupts(call);
        } else {
            call.run();
        }
    }

    @Override
    public void started(LeaseId lease) {
        run(() -> listener.started(lease));
    }

    @Override
    public void finished(LeaseId lease, @Nullable Object result, Measured measured) {
        run(() -> listener.finished(lease, result, measured));
    }

    @Override
    public void failed(LeaseId lease, Path path, JobFailure failure) {
        run(() -> listener.failed(lease, path, failure));
    }

    @Override
    public void gave(List<GivenChild<Object>> children, List<LeaseId> unstarted) {
        run(() -> listener.gave(children, unstarted));
    }

    @Override
    public void checkpoint(List<FinishedUnder<Object, Object>> leases) {
        run(() -> listener.checkpoint(leases));
    }

    @Override
    public void improved(long cost, Objective objective, @Nullable Object solution) {
        run(() -> listener.improved(cost, objective, solution));
    }

    @Override
    public void statusChanged() {
        run(listener::statusChanged);
    }

    @Override
    public void traced(int level, int childIndex) {
        listener.traced(level, childIndex);
    }

    @Override
    public void laneDied(Throwable error) {
        run(() -> listener.laneDied(error));
    }
}
