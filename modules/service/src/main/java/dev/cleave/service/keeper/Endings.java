package dev.cleave.service.keeper;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.JobReport;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.measure.Measured;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes of a job's end what the store keeps of it. */
final class Endings {

    private static final long INLINE_BYTES = 64 << 10;

    /** For how long a result is not given up that cannot be put on the disk. */
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(10).toMillis();

    private final ResultBlobs results;

    Endings(ResultBlobs results) {
        this.results = results;
    }

    /**
     * The end of a job.
     *
     * @param report what the cluster said of it; null if it never ran there
     * @param endedAt when it ended, in milliseconds UTC
     * @param now milliseconds UTC
     * @throws StoreException STORE_FULL if its result cannot be put on the disk at present
     */
    JobEnd of(Outcome outcome, @Nullable JobReport report, long endedAt, long now) {
        if (report == null) {
            return new JobEnd(outcome, "", JobEnd.NO_COUNTS, Measured.NOTHING, endedAt);
        }
        if (outcome instanceof Outcome.Succeeded succeeded) {
            try {
                Outcome kept =
                        new Outcome.Succeeded(results.payload(report.result(), INLINE_BYTES), succeeded.measured());
                return new JobEnd(kept, succeeded.text(), report.counts(), succeeded.measured(), endedAt);
            } catch (IOException e) {
                String why = "the result of " + report.result().length + " bytes cannot be kept: " + e;
                if (now - endedAt < PATIENCE_MILLIS) {
                    throw new StoreException(StoreCode.STORE_FULL, why);
                }
                Outcome lost = new Outcome.Failed(JobFailure.of(Code.IO, "", why));
                return new JobEnd(lost, "", report.counts(), Measured.NOTHING, endedAt);
            }
        }
        return new JobEnd(outcome, "", report.counts(), Measured.NOTHING, endedAt);
    }
}
