package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobSubmission;
import dev.cleave.client.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How far two jobs of two owners of the same weight are from half of a node's lanes each. */
final class LaneShareLine {

    /** Sixteen slices of lane time. */
    private static final double WINDOW_SECONDS = 4;

    private static final double PATIENCE_SECONDS = 60;
    private static final String[] OWNERS = {"ada", "bob"};

    private LaneShareLine() {}

    static Line line() {
        return new Line(
                "lane-shares",
                "two jobs of equal share on one node of two lanes, over 4 s: processor time of the one, off 50 %",
                Goal.atMost(5, "points"),
                List.of(),
                LaneShareLine::measure);
    }

    private static Figure measure(int rounds) throws Exception {
        List<CleaveClient> clients = new ArrayList<>();
        try (WarmService service = WarmService.of(2)) {
            List<JobStatus> jobs = new ArrayList<>();
            for (String owner : OWNERS) {
                clients.add(service.clientOf(service.client
                        .createToken(owner, Role.SUBMITTER, false, Optional.empty())
                        .secret()));
                jobs.add(clients.get(clients.size() - 1)
                        .submitOnly(JobSubmission.of("nqueens").argument("n", 22)));
            }
            awaitTwoAtWork(service);
            List<Double> off = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                off.add(100 * Math.abs(share(used(service, WINDOW_SECONDS)) - 0.5));
            }
            jobs.forEach(job -> service.client.cancel(job.id()));
            return Figure.of(off, String.format(Locale.ROOT, "%d windows", rounds));
        } finally {
            clients.forEach(CleaveClient::close);
        }
    }

    private static void awaitTwoAtWork(WarmService service) throws Exception {
        double end = System.nanoTime() / 1e9 + PATIENCE_SECONDS;
        while (used(service, 1).values().stream().filter(ticks -> ticks > 10).count() < 2) {
            if (System.nanoTime() / 1e9 > end) {
                throw new IllegalStateException("the two jobs are not both at work after " + PATIENCE_SECONDS + " s");
            }
        }
    }

    /** The share of the busiest process in what the two busiest used. */
    private static double share(Map<Long, Double> ticks) {
        double[] most = ticks.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double first = most[most.length - 1];
        return first / (first + most[most.length - 2]);
    }

    /** The clock ticks that the service's processes use within a time. */
    private static Map<Long, Double> used(WarmService service, double seconds) throws IOException {
        Map<Long, Double> used = new HashMap<>();
        for (ProcessHandle process : service.descendants()) {
            used.put(process.pid(), -ProcessLines.ticks(ProcessLines.proc(process)));
        }
        ProcessLines.rest(seconds);
        for (ProcessHandle process : service.descendants()) {
            double now = ProcessLines.ticks(ProcessLines.proc(process));
            used.computeIfPresent(process.pid(), (pid, before) -> before + now);
        }
        return used;
    }
}
