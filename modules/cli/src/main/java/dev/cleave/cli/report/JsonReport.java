package dev.cleave.cli.report;

import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.measure.Prediction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as one JSON document, for scripts. Times are in seconds. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * The document.
     *
     * @param run what happened
     * @param commandNanos from the start of the command to now
     * @param out the file that the result was written to; null if none
     * @return text without a line end
     */
    public static String of(RunSummary run, long commandNanos, @Nullable String out) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("program", run.program());
        document.put("class", run.jobClass());
        document.put("arguments", run.arguments());
        document.put("state", run.state().name());
        document.put("result", result(run));
        document.put("incumbent", run.isUnproven() ? run.rendered() : null);
        document.put("out", out);
        document.put("times", times(run, commandNanos));
        boolean known = run.isMeasured();
        document.put("work", known ? seconds(run.measured().workNanos()) : null);
        document.put("span", known ? seconds(run.measured().spanNanos()) : null);
        document.put("spanIsUpperBound", known ? !run.profiled() : null);
        document.put("parallelism", known ? run.parallelism() : null);
        document.put("speedUp", known ? run.speedUp() : null);
        document.put("efficiency", known ? run.efficiency() : null);
        document.put("counts", counts(run, known));
        document.put("nodes", run.nodes().stream().map(row -> node(run, row)).toList());
        document.put("prediction", known ? prediction(run) : null);
        document.put("failure", run.failure() == null ? null : failure(run.failure()));
        return JsonWriter.write(document);
    }

    /** A whole number or truth value stays one; everything else is the text that the job makes of it. */
    private static @Nullable Object result(RunSummary run) {
        Object result = run.result();
        if (run.state() != RunSummary.State.SUCCEEDED) {
            return null;
        }
        boolean plain = result instanceof Integer
                || result instanceof Long
                || result instanceof BigInteger
                || result instanceof Boolean;
        return plain && String.valueOf(result).equals(run.rendered()) ? result : run.rendered();
    }

    private static Map<String, Object> times(RunSummary run, long commandNanos) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("elapsed", seconds(run.elapsedNanos()));
        times.put("command", seconds(commandNanos));
        return times;
    }

    private static Map<String, @Nullable Object> counts(RunSummary run, boolean known) {
        Counts counts = run.counts();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("subproblems", known ? run.measured().subproblems() : null);
        map.put("leases", counts.leases());
        map.put("sheds", counts.sheds());
        map.put("retries", counts.retries());
        map.put("duplicates", counts.duplicates());
        map.put("lostNodes", counts.lostNodes());
        map.put("lostRunners", counts.lostRunners());
        map.put("knownReused", counts.knownReused());
        map.put("reExecuted", seconds(counts.reExecutedNanos()));
        return map;
    }

    private static Map<String, Object> node(RunSummary run, NodeRow row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", row.node());
        map.put("lanes", row.lanes());
        map.put("leases", row.leases());
        map.put("busy", seconds(row.busyNanos()));
        map.put("share", run.share(row));
        return map;
    }

    private static List<Map<String, Object>> prediction(RunSummary run) {
        return Prediction.of(run.measured()).stream()
                .map(line -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("cores", line.cores());
                    map.put("least", seconds(line.leastNanos()));
                    map.put("most", seconds(line.mostNanos()));
                    return map;
                })
                .toList();
    }

    private static Map<String, Object> failure(JobFailure failure) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", failure.code().name());
        map.put("retryable", failure.code().isRetryable());
        map.put("path", failure.path());
        map.put("message", failure.message());
        map.put("stackTrace", failure.stackTrace());
        return map;
    }

    private static double seconds(double nanos) {
        return nanos / 1e9;
    }
}
