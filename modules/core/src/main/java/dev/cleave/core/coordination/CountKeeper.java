package dev.cleave.core.coordination;

import dev.cleave.core.job.Counts;

/** Adds up what {@link Counts} reports. */
final class CountKeeper {

    long leases;
    long sheds;
    long retries;
    long duplicates;
    int lostNodes;
    int lostRunners;
    long knownReused;
    long reExecutedNanos;

    Counts counts() {
        return new Counts(leases, sheds, retries, duplicates, lostNodes, lostRunners, knownReused, reExecutedNanos);
    }
}
