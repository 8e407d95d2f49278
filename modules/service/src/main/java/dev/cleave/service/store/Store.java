package dev.cleave.service.store;

import java.util.List;

/**
 * What the job service must not forget: jobs and how they ended, what coordinators decided, who may do what, and who did
 * it.
 *
 * <p>Everybody may read; the controller writes, through the {@link Writer} of its term. Tokens and the audit are written
 * by every node that serves the API. Thread-safe; all calls block, and fail with a {@link StoreException} only.
 */
public interface Store extends AutoCloseable {

    /** What is known of jobs. */
    Jobs jobs();

    /** What is known of runs of pipelines. */
    Pipelines pipelines();

    /** Who may use the service. */
    Tokens tokens();

    /** Who did what. */
    AuditTrail audit();

    /** Which blobs are kept. */
    Blobs blobs();

    /** What owners are entitled to, by name; those of whom nothing was said are not there. */
    List<OwnerRow> owners();

    /** The nodes that were told to take no more work, the one that was told first first. */
    List<String> drained();

    /** The latest term that began; 0 if none ever did. */
    long epoch();

    /**
     * Begins a new term, the one after the expected, and ends all earlier ones: when this answers, no write of theirs
     * will ever be kept.
     *
     * @param expected the latest term, as it was read
     * @return what to write with
     * @throws StoreException EPOCH_LOST if another began a term since
     */
    Writer takeEpoch(long expected);

    /** Whether processes of other machines have it open too, or will: what they need has to be in it. */
    boolean isShared();

    /** Whether new jobs are refused because there is no room. */
    boolean isFull();

    /** Writes what was handed in, and lets go of files and connections. Calling it again has no effect. */
    @Override
    void close();
}
