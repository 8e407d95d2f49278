package dev.cleave.service.store;

import java.time.Duration;
import java.util.List;

/**
 * The processes that may be the controller, and the lease of the one that should be. Times are the database's, so that no
 * two clocks are compared.
 *
 * <p>All calls block, and fail with a {@link StoreException} only. Not thread-safe.
 */
public interface Candidates extends AutoCloseable {

    /**
     * One of them.
     *
     * @param life the name of this life of the process, unlike that of any other
     * @param address where it is in the cluster, as {@code host:port}
     * @param api where its API is, as {@code host:port}
     */
    record Candidate(String life, String address, String api) {}

    /**
     * How things stand.
     *
     * @param isHolder whether the lease is the asking process's
     * @param holder where the holder is, that process included; empty if there is none
     * @param holderApi where the holder's API is; empty if there is none
     * @param left for how long the lease still holds if nobody renews it; zero if nobody holds it
     * @param joined where the other processes are that belong to the cluster and were seen lately
     */
    record Standing(boolean isHolder, String holder, String holderApi, Duration left, List<String> joined) {}

    /**
     * Says that a process is there; renews its lease, or takes it if nobody has it. A process that does not belong to
     * the cluster does not take it from those who do.
     *
     * @param joined whether the process belongs to the cluster
     * @param term for how long the lease holds
     */
    Standing stand(Candidate self, boolean joined, Duration term);

    /** Says that a process goes, and gives its lease back. */
    void withdraw(Candidate self);

    @Override
    void close();
}
