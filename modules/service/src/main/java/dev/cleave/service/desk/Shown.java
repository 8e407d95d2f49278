package dev.cleave.service.desk;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.queue.Explanation;
import dev.cleave.service.keeper.KeptNode;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobEvent;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.wire.proto.jobs.v1.Ending;
import dev.cleave.wire.proto.jobs.v1.Failure;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobResult;
import dev.cleave.wire.proto.jobs.v1.Node;
import dev.cleave.wire.proto.jobs.v1.NodeState;
import dev.cleave.wire.proto.jobs.v1.Progress;
import dev.cleave.wire.proto.jobs.v1.Reason;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known, as callers are shown it. */
final class Shown {

    private Shown() {}

    static Job job(JobRow row, Optional<JobEnd> end, dev.cleave.core.job.@Nullable Progress progress) {
        Job.Builder job = Job.newBuilder()
                .setId(row.id().value())
                .setRequest(Submissions.request(row.submission()))
                .setOwner(row.submission().owner())
                .setState(state(row.state()))
                .setSubmittedAt(at(row.submission().submittedAt()))
                .setAttempt(row.attempt())
                .setWaitingFor(row.state().hasEnded() ? "" : row.waitingFor());
        if (row.startedAt() > 0) {
            job.setStartedAt(at(row.startedAt()));
        }
        if (row.endedAt() > 0) {
            job.setEndedAt(at(row.endedAt()));
        }
        if (progress != null && row.state() == JobState.RUNNING) {
            job.setProgress(progress(progress));
            if (!progress.waitingFor().isEmpty()) {
                job.setWaitingFor(progress.waitingFor());
            }
        }
        end.ifPresent(ended -> job.setEnding(ending(ended, row)));
        return job.build();
    }

    static dev.cleave.wire.proto.jobs.v1.JobState state(JobState state) {
        return dev.cleave.wire.proto.jobs.v1.JobState.valueOf(state.name());
    }

    static Progress progress(dev.cleave.core.job.Progress progress) {
        return Progress.newBuilder()
                .setFraction(progress.fraction())
                .setNodes(progress.nodes())
                .setLanes(progress.lanes())
                .setBusyLanes(progress.busyLanes())
                .setPendingLeases(progress.pendingLeases())
                .setRunningLeases(progress.runningLeases())
                .setIncumbent(progress.incumbent())
                .build();
    }

    private static Ending ending(JobEnd end, JobRow row) {
        Ending.Builder ending = Ending.newBuilder()
                .setSubproblems(end.measured().subproblems())
                .setWork(Durations.fromNanos(end.measured().workNanos()))
                .setSpan(Durations.fromNanos(end.measured().spanNanos()))
                .setElapsed(
                        Durations.fromMillis(row.startedAt() == 0 ? 0 : Math.max(0, end.endedAt() - row.startedAt())))
                .setLeases(end.counts().leases())
                .setRetries(end.counts().retries())
                .setDuplicates(end.counts().duplicates())
                .setLostNodes(end.counts().lostNodes())
                .setLostRunners(end.counts().lostRunners())
                .setReExecuted(Durations.fromNanos(end.counts().reExecutedNanos()));
        if (end.outcome() instanceof Outcome.Failed failed) {
            ending.setFailure(failure(failed.failure()));
        }
        return ending.build();
    }

    static Failure failure(JobFailure failure) {
        return Failure.newBuilder()
                .setCode(failure.code().name())
                .setPath(failure.path())
                .setMessage(failure.message())
                .setStackTrace(failure.stackTrace())
                .build();
    }

    static JobResult result(JobEnd end, Outcome.Succeeded succeeded) {
        JobResult.Builder result = JobResult.newBuilder().setText(end.resultText());
        if (succeeded.result() instanceof Payload.Inline inline) {
            result.setEncoded(ByteString.copyFrom(inline.bytes()));
        } else {
            result.setBlob(Blobs.shown((Payload.Blob) succeeded.result()));
        }
        return result.build();
    }

    /** An event; one that says that the job came into a state shows the job as it is now, but for how it ended later. */
    static dev.cleave.wire.proto.jobs.v1.JobEvent event(JobEvent event, Job now) {
        var shown = dev.cleave.wire.proto.jobs.v1.JobEvent.newBuilder()
                .setNumber(event.number())
                .setAt(at(event.at()));
        for (JobState state : JobState.values()) {
            if (state.name().equals(event.kind())) {
                Job.Builder then = now.toBuilder().setState(state(state));
                return shown.setState(
                                state.hasEnded() ? then : then.clearEnding().clearEndedAt())
                        .build();
            }
        }
        return shown.setNote(event.text()).build();
    }

    static Node node(KeptNode kept) {
        Node.Builder node = Node.newBuilder()
                .setId(kept.view().id().value())
                .setAddress(kept.view().address())
                .setState(NodeState.valueOf(kept.state().name()))
                .setLanes(kept.view().lanes())
                .setVersion(kept.view().version())
                .setJavaVersion(kept.view().javaVersion())
                .setJoinedAt(at(kept.joinedAt()));
        kept.lanesByJob().forEach((job, lanes) -> node.putLanesByJob(job.value(), lanes));
        return node.build();
    }

    static List<Reason> reasons(Explanation explanation) {
        List<Reason> reasons = new ArrayList<>();
        for (dev.cleave.core.queue.Reason reason : explanation.reasons()) {
            Reason.Builder shown = Reason.newBuilder()
                    .setCode(code(reason.getClass().getSimpleName()))
                    .setText(reason.text());
            for (RecordComponent figure : reason.getClass().getRecordComponents()) {
                try {
                    if (figure.getAccessor().invoke(reason) instanceof Number number) {
                        shown.putFigures(figure.getName(), number.doubleValue());
                    }
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            reasons.add(shown.build());
        }
        return reasons;
    }

    /** {@code TooFewCores} as {@code TOO_FEW_CORES}. */
    private static String code(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
    }

    static Timestamp at(long millis) {
        return Timestamps.fromMillis(millis);
    }
}
