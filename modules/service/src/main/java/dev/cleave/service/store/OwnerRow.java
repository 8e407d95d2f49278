package dev.cleave.service.store;

/**
 * What an owner is entitled to.
 *
 * @param name the owner
 * @param weight the share against other owners', 1 or more
 * @param maxRunning how many jobs may run at a time; 0: any number
 * @param maxQueued how many may wait; 0: any number
 * @param maxCores how many cores they may use together; 0: any number
 */
public record OwnerRow(String name, int weight, int maxRunning, int maxQueued, int maxCores) {

    /** Checked. */
    public OwnerRow {
        Checks.name("owner", name);
        Checks.positive("weight", weight);
        Checks.notNegative("max running", maxRunning);
        Checks.notNegative("max queued", maxQueued);
        Checks.notNegative("max cores", maxCores);
    }
}
