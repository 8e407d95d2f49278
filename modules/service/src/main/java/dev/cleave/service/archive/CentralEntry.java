package dev.cleave.service.archive;

/** An entry as the central directory describes it. */
record CentralEntry(
        String name, byte[] nameBytes, int flags, int method, long crc, long compressed, long size, long offset) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    static final int HAS_DESCRIPTOR = 1 << 3;

    boolean hasDescriptor() {
        return (flags & HAS_DESCRIPTOR) != 0;
    }

    boolean isFolder() {
        return name.endsWith("/");
    }
}
