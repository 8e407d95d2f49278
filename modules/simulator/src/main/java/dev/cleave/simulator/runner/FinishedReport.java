package dev.cleave.simulator.runner;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayList;
import java.util.List;

/** What a checkpoint says of one lease: finished children of its frames that were not reported. */
final class FinishedReport {

    private final RecursionTree tree;
    private final long leastNanos;

    /**
     * Reports of a tree.
     *
     * @param leastNanos what took less is not reported
     */
    FinishedReport(RecursionTree tree, long leastNanos) {
        this.tree = tree;
        this.leastNanos = leastNanos;
    }

    List<FinishedChild> of(LeaseRun run, int mostPerFrame) {
        List<FinishedChild> report = new ArrayList<>();
        for (Frame frame = run.oldest; frame != null; frame = frame.newer) {
            if (frame.parent == null) {
                continue;
            }
            int count = 0;
            for (int child = frame.finished.next(0);
                    child >= 0 && count < mostPerFrame;
                    child = frame.finished.next(child + 1)) {
                if (frame.nanos(tree, child, child + 1) >= leastNanos && frame.reported.add(child)) {
                    report.add(finished(frame, child));
                    count++;
                }
            }
        }
        return report;
    }

    private FinishedChild finished(Frame frame, int child) {
        Subtree problem = frame.child(tree, child);
        long nanos = tree.nanos(problem);
        return new FinishedChild(
                LeaseRun.pathOf(frame, child),
                frame.childWeight(child),
                problem.result(),
                new Measured(nanos, nanos, problem.size()),
                problem.digest());
    }
}
