package dev.cleave.service.store;

/**
 * A blob that is kept on the controller's disk.
 *
 * @param sha256 its name: the SHA-256 of its bytes, as 64 lower-case hexadecimal digits
 * @param size how many bytes
 * @param lastUsedAt when it was last needed, in milliseconds UTC
 */
public record BlobRow(String sha256, long size, long lastUsedAt) {

    /** Checked. */
    public BlobRow {
        Checks.sha256("blob", sha256);
        Checks.notNegative("blob's size", size);
        Checks.notNegative("last use", lastUsedAt);
    }
}
