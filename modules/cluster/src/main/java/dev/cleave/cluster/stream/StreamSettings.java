package dev.cleave.cluster.stream;

/**
 * The bounds of a stream.
 *
 * @param frameBytes how many bytes one frame carries at most, at least 1
 * @param windowBytes how many bytes may be on their way unacknowledged, at least one frame
 * @param windowFrames how many frames may be on their way unacknowledged, at least 1
 * @param queueBytes how many bytes may wait for the window; a message beyond is refused
 * @param repeatNanos after how long without an acknowledgement frames are sent again, at first; doubled up to eight times
 */
public record StreamSettings(int frameBytes, int windowBytes, int windowFrames, long queueBytes, long repeatNanos) {

    /** Frames of 64 KiB, 512 KiB or 64 frames on their way, a third of the heap waiting, repeated after 400 ms. */
    public static StreamSettings defaults() {
        return new StreamSettings(64 << 10, 512 << 10, 64, Runtime.getRuntime().maxMemory() / 3, 400_000_000L);
    }
}
