package dev.cleave.cli.simulate;

import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.JsonWriter;
import dev.cleave.cli.report.Units;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.cluster.SimulatedController;
import dev.cleave.simulator.network.BatchCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code cleave simulate} prints: the figures, and what they rest on. */
final class SimulationText {

    /** Of all lanes, so many must be busy for the ramp-up to be over. */
    static final double RAMPED_UP = 0.9;

    private SimulationText() {}

    static List<String> lines(SimulatedRun run) {
        SimulationReport report = run.report();
        Counts counts = report.counts();
        SimulateOptions options = run.options();
        List<String> lines = new ArrayList<>();
        lines.add(options.program() + run.arguments() + " on " + Units.count(options.nodes()) + " × "
                + Units.count(options.cores()) + " lanes, simulated: " + state(report));
        lines.add("");
        lines.addAll(new Columns("lrl")
                .row("elapsed", Units.time(report.elapsedNanos()), "")
                .row("work T1", Units.time(report.workNanos()), "")
                .row("span T∞", (run.isSpanBound() ? "≥ " : "≤ ") + Units.time(run.spanNanos()), "")
                .row("efficiency", String.format(Locale.ROOT, "%.3f", run.efficiency()), "")
                .row(
                        "ramp-up",
                        report.rampUpNanos() < 0 ? "never" : Units.time(report.rampUpNanos()),
                        "until " + Units.percent(RAMPED_UP) + " of all lanes were busy")
                .row(
                        "coordinator",
                        Units.count(Math.round(run.messagesPerSecond())) + " / s",
                        "batches of messages to it; at most " + Units.count(busiestPerSecond(report)) + " / s within "
                                + SimulatedController.WINDOW_MILLIS + " ms; at work "
                                + Units.percent(run.coordinatorShare()) + " of the time")
                .row(
                        "leases",
                        Units.count(counts.leases()),
                        "sheds " + Units.count(counts.sheds()) + ", retries " + Units.count(counts.retries())
                                + ", nodes lost " + Units.count(counts.lostNodes()) + ", re-executed "
                                + Units.time(Math.max(0, report.busyNanos() - report.workNanos())))
                .lines(2));
        lines.add("");
        lines.addAll(assumptions(run));
        lines.add("");
        lines.add("simulated in " + Units.time(run.realNanos()) + ", " + Units.count(run.events()) + " events, seed "
                + options.seed());
        return lines;
    }

    private static String state(SimulationReport report) {
        Outcome outcome = report.outcome();
        return outcome == null
                ? "NOT ENDED"
                : outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static long busiestPerSecond(SimulationReport report) {
        return report.busiestMessages() * 1000 / SimulatedController.WINDOW_MILLIS;
    }

    private static List<String> assumptions(SimulatedRun run) {
        SimulateOptions options = run.options();
        List<String> lines = new ArrayList<>(List.of("Assumed:"));
        run.treeIs().forEach(line -> lines.add("  tree: " + line));
        lines.add("  network: " + Units.time(options.latency()) + " and up to a fifth more per message, in order, none"
                + " lost; "
                + (options.bytesPerSecond() == 0
                        ? "any bandwidth"
                        : Units.bytes(options.bytesPerSecond()) + " per second and machine, each way"));
        lines.add("  coordinator: " + Units.time(options.messageCost())
                + " of work for each batch of messages that it gets or sends, what one turn has to say to one peer"
                + (options.messageCost() == 0
                        ? ""
                        : "; " + Units.time(BatchCost.MEASURED.messageNanos()) + " for each message in it, "
                                + Units.time(BatchCost.MEASURED.entryNanos())
                                + " for each lease or receipt that it lists")
                + "; one after the other");
        lines.add("  runners: up and warm within 3 ms; 30 µs between node and runner; 10 µs to unwind and give away;"
                + " what takes less than 100 µs, or 4 µs for each lane of the cluster, is not given away");
        if (options.slowNode() != 1) {
            lines.add("  the first node's lanes run at " + options.slowNode() + " of the others' speed");
        }
        options.failEvery()
                .ifPresent(every -> lines.add("  every " + Units.time(every) + " a node fails for good; another joins "
                        + Units.time(Mishaps.REPLACED_AFTER) + " later"));
        lines.add("  not in it: garbage collection, other load, memory bandwidth, encoding of problems and results,"
                + " the time to launch processes");
        return lines;
    }

    static String json(SimulatedRun run) {
        SimulationReport report = run.report();
        SimulateOptions options = run.options();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("program", options.program() + run.arguments());
        map.put("state", state(report));
        map.put("nodes", options.nodes());
        map.put("cores", options.cores());
        map.put("latency", seconds(options.latency()));
        map.put("seed", options.seed());
        map.put("elapsed", seconds(report.elapsedNanos()));
        map.put("work", seconds(report.workNanos()));
        map.put("span", seconds(run.spanNanos()));
        map.put("spanIsLowerBound", run.isSpanBound());
        map.put("efficiency", run.efficiency());
        map.put("rampUp", report.rampUpNanos() < 0 ? null : seconds(report.rampUpNanos()));
        map.put("messagesPerSecond", run.messagesPerSecond());
        map.put("busiestMessagesPerSecond", busiestPerSecond(report));
        map.put("coordinatorShare", run.coordinatorShare());
        map.put("leases", report.counts().leases());
        map.put("sheds", report.counts().sheds());
        map.put("retries", report.counts().retries());
        map.put("lostNodes", report.counts().lostNodes());
        map.put("reExecuted", seconds(Math.max(0, report.busyNanos() - report.workNanos())));
        map.put("subproblems", run.subproblems());
        map.put("pieces", run.pieces());
        map.put("assumed", assumptions(run).stream().skip(1).map(String::strip).toList());
        map.put("violations", report.violations());
        map.put("simulatedIn", seconds(run.realNanos()));
        return JsonWriter.write(map);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
