package dev.cleave.core.node;

import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;

/** The place of a node's runner: which one sits there, in which state, and when the next one may. */
final class RunnerSeat {

    private final NodeSettings settings;
    private final NodePort port;
    private RunnerState state = RunnerState.TABLE.first();
    private long runner = Long.MIN_VALUE;
    private long upAt;
    private long relaunchAt = Long.MAX_VALUE;
    private int deathsInARow;
    private int deathsBeforeReady;
    private long endBy = Long.MAX_VALUE;

    RunnerSeat(NodeSettings settings, NodePort port) {
        this.settings = settings;
        this.port = port;
    }

    boolean is(RunnerState other) {
        return state == other;
    }

    boolean isReady() {
        return state == RunnerState.READY;
    }

    /** How often in a row a runner ended before it had loaded the job. */
    int deathsBeforeReady() {
        return deathsBeforeReady;
    }

    long relaunchAt() {
        return relaunchAt;
    }

    /** The first runner may be one that has worked for other jobs; those that take the place of a dead one may not. */
    void launch(boolean fresh) {
        relaunchAt = Long.MAX_VALUE;
        move(RunnerState.Event.LAUNCH);
        port.launchRunner(fresh);
    }

    void launchIfDue(long now) {
        if (state == RunnerState.DOWN && now >= relaunchAt) {
            launch(true);
        }
    }

    /** Returns whether that runner was expected. */
    boolean connect(long number, long now) {
        if (state != RunnerState.LAUNCHING || number <= runner) {
            return false;
        }
        runner = number;
        upAt = now;
        move(RunnerState.Event.CONNECT);
        return true;
    }

    boolean isCurrent(long number) {
        return number == runner
                && (state == RunnerState.LOADING || state == RunnerState.READY || state == RunnerState.ENDING);
    }

    void loaded() {
        move(RunnerState.Event.LOAD);
        deathsBeforeReady = 0;
    }

    void refused(String why) {
        move(RunnerState.Event.REFUSE);
        port.killRunner(why);
    }

    /** Returns whether it was the runner that counts; then another is going to be launched. */
    boolean died(long number, long now) {
        boolean launching = state == RunnerState.LAUNCHING && number > runner;
        if (!launching && !isCurrent(number)) {
            return false;
        }
        if (state == RunnerState.ENDING) {
            move(RunnerState.Event.DIE);
            return false;
        }
        runner = number;
        deathsBeforeReady = state == RunnerState.READY ? 0 : deathsBeforeReady + 1;
        boolean steady = state == RunnerState.READY && now - upAt >= settings.steadyNanos();
        deathsInARow = steady ? 1 : deathsInARow + 1;
        move(RunnerState.Event.DIE);
        relaunchAt = now + backOff();
        launchIfDue(now);
        return true;
    }

    private long backOff() {
        if (deathsInARow <= 1) {
            return 0;
        }
        int doublings = Math.min(deathsInARow - 2, 20);
        return Math.min(settings.relaunchMaxNanos(), settings.relaunchMinNanos() << doublings);
    }

    /** The job is over: the runner that is ready ends it within some time, or is killed. */
    void end(long now) {
        move(RunnerState.Event.END);
        endBy = now + RunnerReuse.PATIENCE_NANOS;
        port.toRunner(new ToRunner.EndJob());
    }

    long endBy() {
        return endBy;
    }

    /** The runner has ended the job. */
    void ended(FromRunner.JobEnded how) {
        if (RunnerReuse.isGood(how)) {
            move(RunnerState.Event.STOP);
            port.keepRunner();
        } else {
            stop("it is not fit for another job: " + how);
        }
    }

    void stop(String why) {
        if (state == RunnerState.LAUNCHING
                || state == RunnerState.LOADING
                || state == RunnerState.READY
                || state == RunnerState.ENDING) {
            port.killRunner(why);
        }
        if (state != RunnerState.STOPPED) {
            move(RunnerState.Event.STOP);
        }
    }

    private void move(RunnerState.Event event) {
        state = RunnerState.TABLE.after(state, event);
    }
}
