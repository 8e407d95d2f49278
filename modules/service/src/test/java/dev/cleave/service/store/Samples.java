package dev.cleave.service.store;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.measure.Measured;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values to put into stores. */
public final class Samples {

    /** A time, in milliseconds UTC. */
    public static final long NOW = 1_780_000_000_000L;

    private static final JobIds IDS = new JobIds(InstantSource.system(), new SecureRandom());

    private Samples() {}

    /** An id that no other job has. */
    public static JobId id() {
        return IDS.next();
    }

    /** 64 hexadecimal digits that follow from a number. */
    public static String digest(long seed) {
        byte[] bytes = new byte[32];
        new SplittableRandom(seed).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A plain job of Ada's. */
    public static Submission job() {
        return job("ada", Map.of());
    }

    /** A plain job with labels. */
    public static Submission job(String owner, Map<String, String> labels) {
        return job(id(), owner, labels, "", digest(1));
    }

    /** A request with an idempotency key. */
    public static Submission request(String owner, String key, long body) {
        return job(id(), owner, Map.of(), key, digest(body));
    }

    /** Everything given. */
    public static Submission job(JobId id, String owner, Map<String, String> labels, String key, String digest) {
        JobSpec spec = new JobSpec(
                id,
                "dev.cleave.examples.nqueens.NQueensJob",
                List.of(new Payload.Blob(digest(2), 12_345), new Payload.Blob(digest(3), 6)),
                Map.of("n", "16", "note", "a=b&c d% é𝄞"),
                List.of("-Xmx512m", "-Dempty=", ""),
                JobSpec.DEFAULT_MAX_DEPTH,
                JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                true);
        return new Submission(
                spec,
                owner,
                "nqueens",
                labels,
                -3,
                new JobLimits(8, 2, 4, NOW + 60_000),
                new RetryPolicy(2, 500),
                key,
                digest,
                NOW);
    }

    /** A good end. */
    public static JobEnd success(long at) {
        Measured measured = new Measured(5_000_000_000L, 70_000_000L, 123_456);
        return new JobEnd(
                new Outcome.Succeeded(new Payload.Inline(new byte[] {0, 1, -1}), measured),
                "14772512",
                JobEnd.NO_COUNTS,
                measured,
                at);
    }
}
