package dev.cleave.cli.report;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.measure.Prediction;
import java.util.ArrayList;
import java.util.List;

/** The closing report of a run, as lines for people. */
public final class Report {

    private final RunSummary run;
    private final List<String> lines = new ArrayList<>();

    private Report(RunSummary run) {
        this.run = run;
    }

    /**
     * The report of a run, however it ended.
     *
     * @param run what happened
     * @return lines without line ends
     */
    public static List<String> of(RunSummary run) {
        Report report = new Report(run);
        report.headline();
        if (run.isUnproven()) {
            report.lines.add("  the best solution found by then was printed; it is not proven to be the best");
        }
        if (run.isMeasured()) {
            report.measures();
        } else if (run.state() == RunSummary.State.SUCCEEDED) {
            report.lines.add("  an answer was found, and all other work given up; what was done is not added up");
        }
        if (!run.inProcess()) {
            report.counts();
            report.nodes();
        }
        if (run.isMeasured()) {
            report.prediction();
        }
        return List.copyOf(report.lines);
    }

    private void headline() {
        String where = run.inProcess()
                ? "in this process, " + plural(run.lanes(), "lane")
                : "on " + plural(run.nodes().size(), "node") + ", " + plural(run.lanes(), "lane");
        String time = Units.time(run.elapsedNanos());
        JobFailure failure = run.failure();
        if (run.state() == RunSummary.State.SUCCEEDED) {
            lines.add("cleave: " + run.program() + " took " + time + " " + where);
        } else if (failure == null) {
            lines.add("cleave: " + run.program() + " was cancelled after " + time);
        } else {
            lines.add("cleave: " + run.program() + " failed after " + time + ": " + failure);
            if (!failure.stackTrace().isBlank()) {
                failure.stackTrace().strip().lines().forEach(line -> lines.add("  " + line));
            }
        }
    }

    private void measures() {
        String bound = run.profiled() ? "" : "≤ ";
        String inverse = run.profiled() ? "" : "≥ ";
        lines.add("");
        lines.addAll(new Columns("lrl")
                .row("work T1", Units.time(run.measured().workNanos()), "all execution times together")
                .row("span T∞", bound + Units.time(run.measured().spanNanos()), span())
                .row("parallelism", inverse + Units.threeDigits(run.parallelism()), "work / span: the largest speed-up")
                .row("speed-up", Units.threeDigits(run.speedUp()), "work / elapsed")
                .row("efficiency", Units.percent(run.efficiency()), "speed-up / lanes")
                .row("subproblems", Units.count(run.measured().subproblems()), "a sequential solver's call is one")
                .lines(2));
    }

    private String span() {
        return run.profiled()
                ? "the longest chain of dependent steps"
                : "the longest chain of dependent steps, at most (--profile measures it)";
    }

    private void counts() {
        Counts counts = run.counts();
        lines.add("");
        lines.addAll(new Columns("lrlrlr")
                .row(
                        "leases",
                        Units.count(counts.leases()),
                        "  retries",
                        Units.count(counts.retries()),
                        "  nodes lost",
                        Units.count(counts.lostNodes()))
                .row(
                        "sheds",
                        Units.count(counts.sheds()),
                        "  re-executed",
                        (counts.reExecutedNanos() == 0 ? "" : "≤ ") + Units.time(counts.reExecutedNanos()),
                        "  runners lost",
                        Units.count(counts.lostRunners()))
                .lines(2));
    }

    private void nodes() {
        if (run.nodes().isEmpty()) {
            return;
        }
        Columns columns = new Columns("lrrrr").row("node", "lanes", "leases", "busy", "share");
        for (NodeRow row : run.nodes()) {
            columns.row(
                    row.node(),
                    Units.count(row.lanes()),
                    Units.count(row.leases()),
                    Units.time(row.busyNanos()),
                    Units.percent(run.share(row)));
        }
        lines.add("");
        lines.addAll(columns.lines(2));
    }

    /** Two halves side by side, so that it stays short. */
    private void prediction() {
        List<Prediction> table = Prediction.of(run.measured());
        Columns columns =
                new Columns("rrrlrrr").row("cores", "at least", "at most", "  |", "cores", "at least", "at most");
        int half = (table.size() + 1) / 2;
        for (int i = 0; i < half; i++) {
            Prediction left = table.get(i);
            String[] right = {"", "", ""};
            if (half + i < table.size()) {
                right = cells(table.get(half + i));
            }
            String[] first = cells(left);
            columns.row(first[0], first[1], first[2], "  |", right[0], right[1], right[2]);
        }
        lines.add("");
        lines.add("  predicted time");
        lines.addAll(columns.lines(2));
    }

    private static String[] cells(Prediction line) {
        return new String[] {Units.count(line.cores()), Units.time(line.leastNanos()), Units.time(line.mostNanos())};
    }

    private static String plural(int count, String noun) {
        return Units.count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
