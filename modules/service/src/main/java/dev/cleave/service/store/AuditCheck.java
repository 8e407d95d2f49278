package dev.cleave.service.store;

/**
 * What became of a look at every row of the audit.
 *
 * @param soundRows how many rows from the first on are as they were written
 * @param brokenRow the number of the first that is not, or is missing; 0: none
 * @param finding what is wrong with it; empty: nothing
 */
public record AuditCheck(long soundRows, long brokenRow, String finding) {

    /** Whether every row is as it was written. */
    public boolean isSound() {
        return brokenRow == 0;
    }
}
