package dev.cleave.testkit.fault;

import dev.cleave.testkit.cluster.LocalCluster;
import dev.cleave.testkit.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Does the faults of a plan to a cluster, each at its moment, and undoes them. Not thread-safe. */
final class FaultInjector {

    private interface Action {
        void run() throws IOException;
    }

    private record Due(long millis, Action action) {}

    private final LocalCluster cluster;
    private final History history;
    private final List<Due> agenda = new ArrayList<>();
    private long now;
    private long shown;

    FaultInjector(FaultPlan plan, LocalCluster cluster, History history) {
        this.cluster = cluster;
        this.history = history;
        for (Fault fault : plan.faults()) {
            agenda.add(new Due(fault.atMillis(), () -> begin(fault)));
        }
    }

    /**
     * Does what is due.
     *
     * @param millis the moment in terms of the plan
     * @param shown the same in terms of the history
     */
    void advance(long millis, long shown) throws IOException {
        agenda.sort(Comparator.comparingLong(Due::millis));
        while (!agenda.isEmpty() && agenda.get(0).millis() <= millis) {
            now = millis;
            this.shown = shown;
            agenda.remove(0).action().run();
            agenda.sort(Comparator.comparingLong(Due::millis));
        }
    }

    /** Whether everything is done and undone. */
    boolean isThrough() {
        return agenda.isEmpty();
    }

    private void begin(Fault fault) throws IOException {
        int node = fault.node();
        switch (fault.kind()) {
            case KILL_RUNNER -> signal(fault, "runner", cluster.runner(node));
            case KILL_AGENT -> signal(fault, "agent", cluster.agent(node));
            case PAUSE_RUNNER -> signal(fault, "runner", cluster.runner(node));
            case PAUSE_AGENT -> signal(fault, "agent", cluster.agent(node));
            case KILL_NODE, PAUSE_NODE -> {
                OptionalLong runner = cluster.runner(node);
                signal(fault, "agent", cluster.agent(node));
                signal(fault, "runner", runner);
            }
            case CUT_LINK -> link(fault, () -> cluster.link(node).cut());
            case DELAY_LINK -> link(fault, () -> cluster.link(node).delay(Duration.ofMillis(fault.delayMillis())));
            case SEVER_LINK -> link(fault, () -> cluster.link(node).sever());
            case HALF_CLOSE_LINK -> link(fault, () -> cluster.link(node).halfClose());
        }
        if (fault.kind().endsAgent() && fault.lastsMillis() != Fault.FOR_EVER) {
            later(fault.lastsMillis(), () -> startAgain(node));
        }
    }

    private void signal(Fault fault, String what, OptionalLong pid) {
        if (pid.isEmpty() || !Signals.isAlive(pid.getAsLong())) {
            history.done(shown, fault.kind().phrase() + " of node " + fault.node() + ": there is no " + what);
            return;
        }
        long process = pid.getAsLong();
        String whom = what + " of node " + fault.node() + ", process " + process;
        switch (fault.kind()) {
            case KILL_RUNNER, KILL_AGENT, KILL_NODE -> {
                Signals.kill(process);
                history.done(shown, "killed " + whom);
            }
            default -> {
                Signals.pause(process);
                history.done(shown, "paused " + whom);
                if (fault.lastsMillis() != Fault.FOR_EVER) {
                    later(fault.lastsMillis(), () -> {
                        boolean there = Signals.resume(process);
                        history.done(shown, "let " + whom + " go on" + (there ? "" : ": it is gone"));
                    });
                }
            }
        }
    }

    private void link(Fault fault, Action action) throws IOException {
        action.run();
        String delay = fault.delayMillis() > 0 ? " by " + fault.delayMillis() + " ms" : "";
        history.done(shown, fault.kind().phrase() + " of node " + fault.node() + delay);
        if (!fault.kind().isMomentary() && fault.lastsMillis() != Fault.FOR_EVER) {
            later(fault.lastsMillis(), () -> {
                cluster.link(fault.node()).restore();
                history.done(shown, "restored the link of node " + fault.node());
            });
        }
    }

    private void startAgain(int node) throws IOException {
        if (cluster.agent(node).isPresent()) {
            return;
        }
        cluster.startNode(node);
        history.done(shown, "started node " + node + " again");
    }

    private void later(long millis, Action action) {
        agenda.add(new Due(now + millis, action));
    }
}
