package dev.cleave.service.store;

import dev.cleave.core.job.JobId;

/**
 * The pen of one controller's term: the only way to change jobs, their journals, owners and the index of blobs.
 *
 * <p>Every call answers when its change is on the disk. Each is conditional, in its own transaction, on the term still
 * being the latest: otherwise nothing is changed and the call fails with EPOCH_LOST, as every later one will. Calls may
 * fail with STORE_UNREACHABLE, when it is not known whether the change was kept: each may then be made again.
 *
 * <p>Thread-safe. Calls by many threads at a time share transactions, and so are cheaper than one after another.
 */
public interface Writer {

    /** The term. */
    long epoch();

    /**
     * Accepts a job.
     *
     * @return the job; the one that was made before if this request was accepted before, which is one with the same id,
     *     or the same owner and idempotency key, and the same digest
     * @throws StoreException IDEMPOTENCY_CONFLICT if the owner used the key for another request; ID_TAKEN if another
     *     request made a job with this id; STORE_FULL
     */
    Accepted submit(Submission submission);

    /**
     * Says why a job does not run.
     *
     * @return false if it has ended
     */
    boolean waits(JobId id, String reason);

    /**
     * Begins the next attempt of a job that is queued.
     *
     * @return false if it runs, or has ended
     */
    boolean start(JobId id, long at);

    /**
     * Puts a job that runs back into the queue, and forgets its journal.
     *
     * @param notBefore when it may start again, in milliseconds UTC
     * @param reason why, for people
     * @return false if it does not run
     */
    boolean requeue(JobId id, long at, long notBefore, String reason);

    /**
     * Ends a job, whether it runs or waits, and forgets its journal.
     *
     * @return false if it has ended before; that end stands
     */
    boolean end(JobId id, JobEnd end);

    /**
     * Adds an event to a job's.
     *
     * @return its number
     */
    long event(JobId id, long at, String kind, String text);

    /**
     * Writes down what a coordinator decided.
     *
     * @return false if the job does not run, and nothing was written
     * @throws StoreException STORE_FULL if there is no room for anything new
     */
    boolean journal(JournalBatch batch);

    /** Writes of runs of pipelines, in the same term. */
    PipelineWriter pipelines();

    /** Keeps what an owner is entitled to, in place of what was kept before. */
    void putOwner(OwnerRow owner);

    /**
     * Keeps that a node is to take no more work.
     *
     * @param node the name of one life of it
     * @param at milliseconds UTC
     */
    void putDrained(String node, long at);

    /** Keeps that there is a blob, or that it was used again; an earlier time of use does not replace a later one. */
    void putBlob(BlobRow blob);

    /** Keeps a part of the bytes of a blob, which {@link #putBlob} is to follow once all parts are kept. */
    void putBlobPart(String sha256, int part, byte[] bytes);

    /**
     * Keeps a part of the bytes of a blob that a job's journal is about to name, until the journal is forgotten.
     *
     * @return false if the job does not run, and nothing was written
     */
    boolean putJournalPart(JobId job, String sha256, int part, byte[] bytes);

    /** Forgets a blob unless it was used after this time. Returns whether it was there and was forgotten. */
    boolean removeBlob(String sha256, long unlessUsedAfter);

    /**
     * Forgets ended jobs, ended runs of pipelines and what work has left, some at a time so that nobody waits for long, and gives their
     * space back to the disk.
     *
     * @param now in milliseconds UTC
     * @return how many jobs and runs
     */
    long prune(Retention retention, long now);
}
