package dev.cleave.testkit.fault;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How crowded the machine is with the work of others, so that what is slow is not taken for stuck. */
final class Crowd {

    /** What a run with faults brings along itself, for each core, on a small machine. */
    private static final double OWN_LOAD = 3;

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();

    private Crowd() {}

    /** By how much patience is to be multiplied: 1 on a machine of one's own. */
    static double factor() {
        double perCore = SYSTEM.getSystemLoadAverage() / SYSTEM.getAvailableProcessors();
        return Math.max(1, perCore / OWN_LOAD);
    }
}
