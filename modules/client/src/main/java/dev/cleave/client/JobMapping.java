package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.Job;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.Limits;
import dev.cleave.wire.proto.jobs.v1.ListJobsRequest;
import dev.cleave.wire.proto.jobs.v1.Progress;
import dev.cleave.wire.proto.jobs.v1.Retries;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs, from messages and to them. */
final class JobMapping {

    private JobMapping() {}

    static JobRequest request(JobSubmission job, List<Blob> classPath, Map<String, Blob> data) {
        JobRequest.Builder request = JobRequest.newBuilder()
                .setProgram(job.program())
                .addAllClassPath(classPath)
                .putAllArguments(job.arguments())
                .putAllLabels(job.labels())
                .addAllJvmOptions(job.jvmOptions())
                .setProfile(job.profile())
                .putAllData(data);
        job.priority().ifPresent(request::setPriority);
        job.deadline().ifPresent(end -> request.setDeadline(Moments.message(end)));
        if (!job.limits().equals(JobLimits.NONE)) {
            request.setLimits(Limits.newBuilder()
                    .setMaxCores(job.limits().maxCores())
                    .setMaxNodes(job.limits().maxNodes())
                    .setMinCores(job.limits().minCores())
                    .setMaxDepth(job.limits().maxDepth())
                    .setMaxPayloadBytes(job.limits().maxPayloadBytes()));
        }
        if (!job.retries().equals(JobRetries.NONE)) {
            Retries.Builder retries = Retries.newBuilder().setMax(job.retries().max());
            if (!job.retries().backOff().isZero()) {
                retries.setBackOff(Moments.message(job.retries().backOff()));
            }
            request.setRetries(retries);
        }
        return request.build();
    }

    static ListJobsRequest page(JobFilter filter, int size, String token) {
        ListJobsRequest.Builder page = ListJobsRequest.newBuilder()
                .setOwner(filter.owner())
                .setPageSize(size)
                .setPageToken(token);
        filter.states().forEach(state -> page.addStates(dev.cleave.wire.proto.jobs.v1.JobState.valueOf(state.name())));
        filter.labels().forEach((key, value) -> page.addLabels(key + "=" + value));
        return page.build();
    }

    static JobStatus status(Job job) {
        JobRequest request = job.getRequest();
        return new JobStatus(
                Answers.notEmpty("job id", job.getId()),
                request.getProgram(),
                Map.copyOf(request.getArgumentsMap()),
                Map.copyOf(request.getLabelsMap()),
                request.hasPriority() ? Optional.of(request.getPriority()) : Optional.empty(),
                List.copyOf(request.getJvmOptionsList()),
                Moments.instant(request.hasDeadline(), request.getDeadline()),
                job.getOwner(),
                Answers.constant(JobState.class, job.getState()),
                Moments.instant(job.getSubmittedAt()),
                Moments.instant(job.hasStartedAt(), job.getStartedAt()),
                Moments.instant(job.hasEndedAt(), job.getEndedAt()),
                job.getAttempt(),
                progress(job.getProgress()),
                job.hasEnding() ? Optional.of(ending(job.getEnding())) : Optional.empty(),
                Optional.of(job.getRetryOf()).filter(id -> !id.isEmpty()),
                job.getWaitingFor());
    }

    static JobProgress progress(Progress progress) {
        return new JobProgress(
                progress.getFraction(),
                progress.getNodes(),
                progress.getLanes(),
                progress.getBusyLanes(),
                progress.getPendingLeases(),
                progress.getRunningLeases(),
                progress.getIncumbent());
    }

    private static Ending ending(dev.cleave.wire.proto.jobs.v1.Ending ending) {
        return new Ending(
                ending.hasFailure() ? Optional.of(failure(ending.getFailure())) : Optional.empty(),
                ending.getSubproblems(),
                Moments.duration(ending.getWork()),
                Moments.duration(ending.getSpan()),
                Moments.duration(ending.getElapsed()),
                ending.getLanes(),
                ending.getLeases(),
                ending.getRetries(),
                ending.getDuplicates(),
                ending.getLostNodes(),
                ending.getLostRunners(),
                Moments.duration(ending.getReExecuted()));
    }

    static Failure failure(dev.cleave.wire.proto.jobs.v1.Failure failure) {
        return new Failure(failure.getCode(), failure.getPath(), failure.getMessage(), failure.getStackTrace());
    }

    /** What happened, or empty if it is of a kind that only newer clients know. */
    static Optional<JobEvent> event(dev.cleave.wire.proto.jobs.v1.JobEvent event) {
        long number = event.getNumber();
        java.time.Instant at = Moments.instant(event.getAt());
        return switch (event.getWhatCase()) {
            case STATE -> Optional.of(new JobEvent.Changed(number, at, status(event.getState())));
            case PROGRESS -> Optional.of(new JobEvent.Progressed(number, at, progress(event.getProgress())));
            case NOTE -> Optional.of(new JobEvent.Noted(number, at, event.getNote()));
            case WHAT_NOT_SET -> Optional.empty();
        };
    }

    static Explanation explanation(dev.cleave.wire.proto.jobs.v1.Explanation why) {
        return new Explanation(
                why.getJob(),
                Answers.constant(JobState.class, why.getState()),
                why.getReasonsList().stream()
                        .map(reason -> new Explanation.Reason(
                                reason.getCode(), reason.getText(), Map.copyOf(reason.getFiguresMap())))
                        .toList());
    }

    static LogLine line(dev.cleave.wire.proto.jobs.v1.LogLine line) {
        return new LogLine(Moments.instant(line.getAt()), line.getNode(), line.getText());
    }
}
