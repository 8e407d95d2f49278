package dev.cleave.testkit.fault;

import dev.cleave.core.job.Progress;
import dev.cleave.testkit.cluster.LocalCluster;
import java.util.Arrays;
import java.util.OptionalLong;

/** Looks at a run from outside, notes in its history what has changed, and tells how long nothing has. */
final class Watch {

    private final LocalCluster cluster;
    private final History history;
    private final long[] agents;
    private final long[] runners;
    private int nodes = -1;
    private String waitingFor = "";
    private double fraction = -1;
    private long movedMillis;

    Watch(LocalCluster cluster, History history) {
        this.cluster = cluster;
        this.history = history;
        this.agents = new long[cluster.nodes() + 1];
        this.runners = new long[cluster.nodes() + 1];
    }

    void look(long millis, Progress progress) {
        if (progress.fraction() > fraction) {
            fraction = progress.fraction();
            movedMillis = millis;
            history.progress(fraction);
        }
        if (progress.nodes() != nodes) {
            nodes = progress.nodes();
            history.seen(millis, "nodes at work: " + nodes);
        }
        if (!progress.waitingFor().equals(waitingFor)) {
            waitingFor = progress.waitingFor();
            history.seen(millis, waitingFor.isEmpty() ? "waits for nothing" : "waits: " + waitingFor);
        }
        for (int node = 1; node <= cluster.nodes(); node++) {
            agents[node] = process(millis, "agent", node, cluster.agent(node), agents[node]);
            runners[node] = process(millis, "runner", node, cluster.runner(node), runners[node]);
        }
    }

    private long process(long millis, String what, int node, OptionalLong pid, long before) {
        long after = pid.orElse(0);
        if (after != before) {
            history.seen(millis, what + " of node " + node + (after == 0 ? " is gone" : " is process " + after));
        }
        return after;
    }

    /** The moment of the last progress. */
    long movedMillis() {
        return movedMillis;
    }

    /** In words, for people. */
    String percent() {
        return Math.round(1000 * Math.max(0, fraction)) / 10.0 + " % done";
    }

    @Override
    public String toString() {
        return percent() + ", agents " + Arrays.toString(agents) + ", runners " + Arrays.toString(runners);
    }
}
