package dev.cleave.service.desk;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.store.JobLimits;
import dev.cleave.service.store.RetryPolicy;
import dev.cleave.service.store.Submission;
import dev.cleave.wire.blob.Sha256;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** Between what a caller hands in and what the store keeps of it. */
final class Submissions {

    /** The API counts priorities from 0 to 9, of which 4 is usual; the queue has the usual one at 0. */
    static final int USUAL_PRIORITY = 4;

    private static final long DEFAULT_BACK_OFF_MILLIS = 1000;

    private Submissions() {}

    /**
     * What the store keeps.
     *
     * @param jobClass the binary name of the job's class
     * @param classPath where that is
     * @param jvmOptions of its runners
     * @param now milliseconds UTC
     */
    static Submission of(
            JobId id,
            JobRequest request,
            String jobClass,
            List<Payload.Blob> classPath,
            List<String> jvmOptions,
            String owner,
            String idempotencyKey,
            long now) {
        Limits limits = request.getLimits();
        JobSpec spec = new JobSpec(
                id,
                jobClass,
                List.copyOf(classPath),
                new TreeMap<>(request.getArgumentsMap()),
                List.copyOf(jvmOptions),
                limits.getMaxDepth() == 0 ? JobSpec.DEFAULT_MAX_DEPTH : limits.getMaxDepth(),
                limits.getMaxPayloadBytes() == 0 ? JobSpec.DEFAULT_MAX_PAYLOAD_BYTES : limits.getMaxPayloadBytes(),
                request.getProfile());
        return new Submission(
                spec,
                owner,
                request.getProgram(),
                new TreeMap<>(request.getLabelsMap()),
                (request.hasPriority() ? request.getPriority() : USUAL_PRIORITY) - USUAL_PRIORITY,
                new JobLimits(
                        limits.getMaxCores(),
                        limits.getMaxNodes(),
                        limits.getMinCores(),
                        request.hasDeadline() ? Timestamps.toMillis(request.getDeadline()) : 0),
                new RetryPolicy(
                        request.getRetries().getMax(),
                        request.getRetries().hasBackOff()
                                ? Durations.toMillis(request.getRetries().getBackOff())
                                : DEFAULT_BACK_OFF_MILLIS),
                idempotencyKey,
                digest(request),
                now);
    }

    /** The digest of a request: equal requests have equal ones, in whatever order maps were written. */
    static String digest(Message request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            var out = com.google.protobuf.CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization();
            request.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.hex(bytes.toByteArray());
    }

    /** Whether a job brought its code along, and is no program that comes with the cluster. */
    static boolean isOwnCode(Submission submission) {
        return submission.program().equals(submission.spec().jobClass());
    }

    /**
     * The same once more, for whoever asks.
     *
     * @param jobClass the binary name of the job's class, as it is today
     * @param classPath where that is
     * @param now milliseconds UTC
     */
    static Submission again(
            JobId id,
            Submission before,
            String jobClass,
            List<Payload.Blob> classPath,
            String owner,
            String idempotencyKey,
            long now) {
        JobSpec spec = before.spec();
        JobLimits limits = before.limits();
        long deadline = limits.deadlineMillis() == 0 ? 0 : now + limits.deadlineMillis() - before.submittedAt();
        return new Submission(
                new JobSpec(
                        id,
                        jobClass,
                        List.copyOf(classPath),
                        spec.arguments(),
                        spec.jvmOptions(),
                        spec.maxDepth(),
                        spec.maxPayloadBytes(),
                        spec.profile()),
                owner,
                before.program(),
                before.labels(),
                before.priority(),
                new JobLimits(limits.maxCores(), limits.maxNodes(), limits.minCores(), deadline),
                before.retries(),
                idempotencyKey,
                Sha256.hex(("again " + before.id()).getBytes(StandardCharsets.UTF_8)),
                now);
    }

    /** What was handed in, as the store knows it; the jars of a program that comes with the cluster are not part of it. */
    static JobRequest request(Submission submission) {
        JobSpec spec = submission.spec();
        JobLimits limits = submission.limits();
        JobRequest.Builder request = JobRequest.newBuilder()
                .setProgram(submission.program())
                .putAllArguments(spec.arguments())
                .putAllLabels(submission.labels())
                .setPriority(submission.priority() + USUAL_PRIORITY)
                .addAllJvmOptions(spec.jvmOptions())
                .setProfile(spec.profile())
                .setLimits(Limits.newBuilder()
                        .setMaxCores(limits.maxCores())
                        .setMaxNodes(limits.maxNodes())
                        .setMinCores(limits.minCores())
                        .setMaxDepth(spec.maxDepth())
                        .setMaxPayloadBytes(spec.maxPayloadBytes()));
        if (submission.retries().retries() > 0) {
            request.getRetriesBuilder()
                    .setMax(submission.retries().retries())
                    .setBackOff(Durations.fromMillis(submission.retries().backOffMillis()));
        }
        if (limits.deadlineMillis() > 0) {
            request.setDeadline(Timestamps.fromMillis(limits.deadlineMillis()));
        }
        if (isOwnCode(submission)) {
            spec.classPath().forEach(jar -> request.addClassPath(Blobs.shown(jar)));
        }
        return request.build();
    }
}
