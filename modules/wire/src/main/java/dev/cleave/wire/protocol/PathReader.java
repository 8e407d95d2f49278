package dev.cleave.wire.protocol;

import dev.cleave.core.path.Path;
import dev.cleave.wire.proto.v1.Values;
import java.util.Arrays;

/**
 * Paths from protobuf. One reader serves one message, so that a few bytes cannot stand for more levels than memory
 * holds.
 */
final class PathReader {

    /** How many levels all paths of one message may have together: 128 MiB of indexes. */
    static final long MOST_LEVELS = 1L << 25;

    private long levelsLeft = MOST_LEVELS;
    private int[] before = new int[0];

    /** The next path is the first of a list, or stands alone. */
    PathReader restart() {
        before = new int[0];
        return this;
    }

    Path alone(Values.Path encoded) {
        return restart().next(encoded);
    }

    Path next(Values.Path encoded) {
        int shared = encoded.getShared();
        if (shared < 0 || shared > before.length) {
            throw new MalformedMessageException("path.shared: " + Integer.toUnsignedString(shared) + " (expected: 0 to "
                    + before.length + ", the length of the path before)");
        }
        int runs = encoded.getIndexCount();
        int repeats = encoded.getRepeatsCount();
        if (repeats != 0 && repeats != runs) {
            throw new MalformedMessageException("path.repeats: " + repeats + " (expected: none or " + runs + ")");
        }
        int[] indexes = Arrays.copyOf(before, lengthOf(encoded, shared, runs, repeats));
        int level = shared;
        for (int run = 0; run < runs; run++) {
            int end = level + 1 + (repeats == 0 ? 0 : encoded.getRepeats(run));
            Arrays.fill(indexes, level, end, Require.notNegative("path.index", encoded.getIndex(run)));
            level = end;
        }
        before = indexes;
        return Path.of(indexes);
    }

    private int lengthOf(Values.Path encoded, int shared, int runs, int repeats) {
        long length = (long) shared + runs;
        for (int run = 0; run < repeats; run++) {
            length += Integer.toUnsignedLong(encoded.getRepeats(run));
        }
        levelsLeft -= length;
        if (levelsLeft < 0) {
            throw new MalformedMessageException(
                    "path: " + length + " more levels (expected: at most " + MOST_LEVELS + " in one message)");
        }
        return (int) length;
    }
}
