package dev.cleave.service.store.sql;

import java.nio.file.Path;

/**
 * Where an embedded store is, and how large it may become.
 *
 * @param folder its folder; made if it is not there
 * @param reserveBytes how much of the disk is set aside, so that jobs can still be ended when the disk is full
 * @param maxBytes how large the file may become before the store counts as full; 0: as large as the disk allows
 */
public record SqliteSettings(Path folder, long reserveBytes, long maxBytes) {

    /** 8 MiB: some thousand ends of jobs. */
    public static final long DEFAULT_RESERVE_BYTES = 8L << 20;

    /** As large as the disk allows, with the usual reserve. */
    public static SqliteSettings in(Path folder) {
        return new SqliteSettings(folder, DEFAULT_RESERVE_BYTES, 0);
    }
}
