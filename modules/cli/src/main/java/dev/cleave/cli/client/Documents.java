package dev.cleave.cli.client;

import dev.cleave.client.Ending;
import dev.cleave.client.Explanation;
import dev.cleave.client.Failure;
import dev.cleave.client.JobProgress;
import dev.cleave.client.JobStatus;
import dev.cleave.client.NodeStatus;
import dev.cleave.client.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a cluster says, as maps for JSON and YAML. Times are text as of ISO 8601, lengths of time seconds. */
final class Documents {

    private Documents() {}

    static Map<String, @Nullable Object> job(JobStatus job) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", job.id());
        map.put("program", job.program());
        map.put("arguments", new TreeMap<>(job.arguments()));
        map.put("owner", job.owner());
        map.put("state", job.state().name());
        map.put("waitingFor", job.waitingFor());
        map.put("submittedAt", job.submittedAt().toString());
        map.put("startedAt", moment(job.startedAt()));
        map.put("endedAt", moment(job.endedAt()));
        map.put("deadline", moment(job.deadline()));
        map.put("attempt", job.attempt());
        map.put("retryOf", job.retryOf().orElse(null));
        map.put("priority", job.priority().orElse(null));
        map.put("labels", new TreeMap<>(job.labels()));
        map.put("jvmOptions", job.jvmOptions());
        map.put("progress", progress(job.progress()));
        map.put("ending", job.ending().map(Documents::ending).orElse(null));
        return map;
    }

    private static Map<String, @Nullable Object> progress(JobProgress progress) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("fraction", progress.fraction());
        map.put("nodes", progress.nodes());
        map.put("lanes", progress.lanes());
        map.put("busyLanes", progress.busyLanes());
        map.put("pendingLeases", progress.pendingLeases());
        map.put("runningLeases", progress.runningLeases());
        map.put("incumbent", progress.incumbent());
        return map;
    }

    private static Map<String, @Nullable Object> ending(Ending ending) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("elapsed", seconds(ending.elapsed()));
        map.put("work", seconds(ending.work()));
        map.put("span", seconds(ending.span()));
        map.put("subproblems", ending.subproblems());
        map.put("leases", ending.leases());
        map.put("retries", ending.retries());
        map.put("duplicates", ending.duplicates());
        map.put("lostNodes", ending.lostNodes());
        map.put("lostRunners", ending.lostRunners());
        map.put("reExecuted", seconds(ending.reExecuted()));
        map.put("failure", ending.failure().map(Documents::failure).orElse(null));
        return map;
    }

    private static Map<String, @Nullable Object> failure(Failure failure) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", failure.code());
        map.put("path", failure.path());
        map.put("message", failure.message());
        map.put("stackTrace", failure.stackTrace());
        return map;
    }

    static Map<String, @Nullable Object> explanation(Explanation why) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("job", why.job());
        map.put("state", why.state().name());
        map.put("reasons", why.reasons().stream().map(Documents::reason).toList());
        return map;
    }

    private static Map<String, @Nullable Object> reason(Explanation.Reason reason) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", reason.code());
        map.put("text", reason.text());
        map.put("figures", new TreeMap<>(reason.figures()));
        return map;
    }

    static Map<String, @Nullable Object> node(NodeStatus node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", node.id());
        map.put("state", node.state().name());
        map.put("lanes", node.lanes());
        map.put("lanesByJob", new TreeMap<>(node.lanesByJob()));
        map.put("address", node.address());
        map.put("version", node.version());
        map.put("javaVersion", node.javaVersion());
        map.put("joinedAt", node.joinedAt().toString());
        return map;
    }

    static Map<String, @Nullable Object> token(Token token) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", token.id());
        map.put("owner", token.owner());
        map.put("role", token.role().name());
        map.put("mayUpload", token.mayUpload());
        map.put("createdAt", token.createdAt().toString());
        map.put("expiresAt", moment(token.expiresAt()));
        map.put("revokedAt", moment(token.revokedAt()));
        return map;
    }

    private static @Nullable String moment(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
