package dev.cleave.testkit.fault;

import dev.cleave.core.job.Counts;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.testkit.cluster.KnownJob;
import dev.cleave.testkit.cluster.LocalCluster;
import dev.cleave.testkit.cluster.RunningJob;
import dev.cleave.testkit.process.ProcessCensus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of a job with a known answer on a local cluster of real processes, while things go wrong.
 *
 * <p>The plan says what is done when; what the processes make of it differs from run to run, as they are real. What must
 * hold every time: the job succeeds with exactly the known answer, it makes progress within a bound after the last fault,
 * and when the cluster is closed no process and no file is left but logs.
 */
public final class FaultRun {

    /**
     * The bounds of a run.
     *
     * @param nodes how many nodes to start
     * @param lanes how many lanes each has
     * @param stuckAfter for how long nothing may move once the last fault is over; more on a machine that is crowded with
     *     others' work, in proportion
     * @param atMost how long the job may take in all
     * @param goneWithin how soon every process must be gone when the cluster is closed
     * @param onceBusy whether the moments of the plan count from when every lane was first busy, and not from the
     *     submission of the job
     */
    public record Settings(
            int nodes, int lanes, Duration stuckAfter, Duration atMost, Duration goneWithin, boolean onceBusy) {

        /** 10 s without progress are too long, five minutes for a job too, and 10 s for a process to go. */
        public static Settings ofNodes(int nodes, int lanes) {
            return new Settings(
                    nodes, lanes, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(10), false);
        }

        /** The same with faults that hit nodes at work, however long they took to start. */
        public Settings fromWork() {
            return new Settings(nodes, lanes, stuckAfter, atMost, goneWithin, true);
        }

        /** The same with another patience for a job that does not move. */
        public Settings stuckAfter(Duration patience) {
            return new Settings(nodes, lanes, patience, atMost, goneWithin, onceBusy);
        }
    }

    private static final long LOOK_NANOS = 10_000_000L;
    private static final long CENSUS_MILLIS = 100;
    private static final Duration CANCEL = Duration.ofSeconds(5);

    private final KnownJob job;
    private final FaultPlan plan;
    private final Settings settings;
    private final History history = new History();
    private final List<String> problems = new ArrayList<>();
    private String answer = "none";
    private Optional<Counts> counts = Optional.empty();
    private long elapsedMillis;

    private FaultRun(KnownJob job, FaultPlan plan, Settings settings) {
        this.job = job;
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * Starts a cluster, runs the job, does what the plan says, closes the cluster, and looks what is left.
     *
     * @throws Exception if the cluster cannot be started, or the calling thread is interrupted
     */
    public static FaultReport run(KnownJob job, FaultPlan plan, Settings settings) throws Exception {
        FaultRun run = new FaultRun(job, plan, settings);
        run.run();
        return new FaultReport(
                job, plan, run.answer, run.counts, run.elapsedMillis, List.copyOf(run.problems), run.history);
    }

    private void run() throws Exception {
        LocalCluster.Settings wanted =
                LocalCluster.Settings.ofNodes(settings.nodes()).withLanes(settings.lanes());
        ProcessCensus census;
        LocalCluster cluster = LocalCluster.start(plan.needsLinks() ? wanted.withLinks() : wanted);
        try (cluster) {
            census = cluster.census();
            cluster.awaitNodes();
            hurt(cluster, census);
        }
        List<ProcessHandle> left = census.awaitNone(settings.goneWithin());
        left.forEach(process -> problems.add("a process is left: " + ProcessCensus.describe(process)));
        census.killAll();
        problems.addAll(cluster.leftFiles());
        if (problems.isEmpty()) {
            cluster.deleteFolder();
        } else {
            history.seen(elapsedMillis, "logs are in " + cluster.folder());
        }
    }

    private void hurt(LocalCluster cluster, ProcessCensus census) throws Exception {
        long start = System.nanoTime();
        RunningJob submitted = cluster.submit(job, note -> history.seen(millisSince(start), note));
        FaultInjector injector = new FaultInjector(plan, cluster, history);
        Watch watch = new Watch(cluster, history);
        long origin = settings.onceBusy() ? -1 : 0;
        long quietSince = 0;
        long countedAt = -CENSUS_MILLIS;
        while (!submitted.hasEnded()) {
            long now = millisSince(start);
            if (now - countedAt >= CENSUS_MILLIS) {
                census.look();
                countedAt = now;
            }
            Progress progress = submitted.progress();
            if (origin < 0 && progress.busyLanes() >= settings.nodes() * settings.lanes()) {
                origin = now;
            }
            watch.look(now, progress);
            if (origin >= 0 && !injector.isThrough()) {
                injector.advance(now - origin, now);
                quietSince = now;
            }
            long still = now - Math.max(quietSince, watch.movedMillis());
            if (still > settings.stuckAfter().toMillis() * Crowd.factor()) {
                giveUp(
                        submitted,
                        "stuck: no progress for " + still + " ms since the last fault was over; " + watch,
                        now);
            } else if (now > settings.atMost().toMillis()) {
                giveUp(submitted, "not done after " + now + " ms; " + watch, now);
            }
            if (!problems.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        elapsedMillis = submitted.report().elapsedNanos() / 1_000_000;
        answer = submitted.answer();
        counts = Optional.of(submitted.report().counts());
        String took = submitted.report().outcome() instanceof Outcome.Succeeded succeeded
                ? ", " + succeeded.measured().subproblems() + " subproblems looked at"
                : "";
        history.seen(elapsedMillis, "ended: " + answer + took);
        if (!answer.equals(job.answer())) {
            problems.add("answer: " + answer + " (expected: " + job.answer() + ")");
        }
    }

    private void giveUp(RunningJob submitted, String why, long now) throws InterruptedException {
        elapsedMillis = now;
        history.seen(now, why);
        problems.add(why);
        submitted.cancel();
        submitted.await(CANCEL);
        if (submitted.hasEnded()) {
            counts = Optional.of(submitted.report().counts());
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
