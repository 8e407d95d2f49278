package dev.cleave.service.store.sql;

import dev.cleave.core.job.JobId;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.JobEvent;
import dev.cleave.service.store.JobFilter;
import dev.cleave.service.store.JobRow;
import dev.cleave.service.store.JobState;
import dev.cleave.service.store.Jobs;
import dev.cleave.service.store.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tables say of jobs. */
final class SqlJobs implements Jobs {

    private final Reading reading;

    SqlJobs(Reading reading) {
        this.reading = reading;
    }

    @Override
    public Optional<JobRow> find(JobId id) {
        return reading.from(handle -> JobTable.find(handle, id));
    }

    @Override
    public List<JobRow> list(JobFilter filter, @Nullable JobId after, int limit) {
        return reading.from(handle -> JobListing.page(handle, filter, after, limit));
    }

    @Override
    public List<JobRow> unfinished() {
        return reading.from(JobListing::unfinished);
    }

    @Override
    public Map<JobState, Long> counts() {
        return reading.from(JobListing::counts);
    }

    @Override
    public Optional<JobEnd> end(JobId id) {
        return reading.from(handle -> OutcomeTable.find(handle, id));
    }

    @Override
    public Set<String> resultBlobs() {
        return reading.from(OutcomeTable::resultBlobs);
    }

    @Override
    public Set<String> namedBlobs() {
        return reading.from(handle -> {
            Set<String> named = OutcomeTable.resultBlobs(handle);
            named.addAll(JobTable.classPathBlobs(handle));
            named.addAll(PipelineBlobs.named(handle));
            return named;
        });
    }

    @Override
    public Set<String> pipelineBlobs() {
        return reading.from(PipelineBlobs::ofRuns);
    }

    @Override
    public List<JobEvent> events(JobId id, long afterNumber, int limit) {
        return reading.from(handle -> EventTable.list(handle, id, afterNumber, limit));
    }

    @Override
    public List<JournalEntry> journal(JobId id) {
        return reading.from(handle -> JournalTable.list(handle, id));
    }

    @Override
    public Optional<byte[]> journalPart(JobId id, String sha256, int part) {
        return reading.from(handle -> JournalTable.part(handle, id, sha256, part));
    }
}
