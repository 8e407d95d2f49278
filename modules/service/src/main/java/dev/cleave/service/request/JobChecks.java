package dev.cleave.service.request;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.GetResultRequest;
import dev.cleave.wire.proto.jobs.v1.JobState;
import dev.cleave.wire.proto.jobs.v1.ListJobsRequest;
import dev.cleave.wire.proto.jobs.v1.RetryJobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import java.time.Instant;
import java.util.regex.Pattern;

/** What is asked about jobs. */
public final class JobChecks {
    /** The largest page of jobs. */
    public static final int LARGEST_PAGE = 1000;

    private static final int MOST_FILTERS = 100;
    private static final Pattern PAGE_TOKEN = Pattern.compile("[!-~]{1,512}");
    private static final Duration LONGEST_WAIT = Durations.fromSeconds(60);

    private JobChecks() {}

    public static void submit(SubmitJobRequest request, Instant now) {
        if (!request.hasJob()) {
            throw Refusal.invalid("job", null, "what to run");
        }
        JobRequestCheck.check(request.getJob(), now);
        Names.idempotencyKey(request.getIdempotencyKey());
    }

    public static void list(ListJobsRequest request) {
        Expect.atMost("states", request.getStatesCount(), JobState.values().length, "states");
        for (int i = 0; i < request.getStatesCount(); i++) {
            JobState state = request.getStates(i);
            if (state == JobState.JOB_STATE_UNSPECIFIED || state == JobState.UNRECOGNIZED) {
                throw Refusal.invalid(
                        "states[" + i + "]",
                        String.valueOf(request.getStatesValue(i)),
                        "QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED");
            }
        }
        Expect.atMost("labels", request.getLabelsCount(), MOST_FILTERS, "labels");
        for (int i = 0; i < request.getLabelsCount(); i++) {
            String filter = request.getLabels(i);
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw Refusal.invalid("labels[" + i + "]", filter, "key=value");
            }
            JobRequestCheck.label("labels[" + i + "]", filter.substring(0, equals), filter.substring(equals + 1));
        }
        if (!request.getOwner().isEmpty()) {
            Names.owner(request.getOwner());
        }
        if (Integer.compareUnsigned(request.getPageSize(), LARGEST_PAGE) > 0) {
            throw Refusal.invalid("page_size", Integer.toUnsignedString(request.getPageSize()), "1 to " + LARGEST_PAGE);
        }
        if (!request.getPageToken().isEmpty()) {
            Expect.match("page_token", request.getPageToken(), PAGE_TOKEN, "next_page_token of the page before");
        }
    }

    public static void result(GetResultRequest request) {
        Names.job(request.getJob());
        if (request.hasWait()) {
            Expect.between("wait", request.getWait(), Durations.ZERO, LONGEST_WAIT);
        }
    }

    public static void retry(RetryJobRequest request) {
        Names.job(request.getJob());
        Names.idempotencyKey(request.getIdempotencyKey());
    }
}
