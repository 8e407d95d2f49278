package dev.cleave.wire.protocol;

import dev.cleave.core.path.Path;
import dev.cleave.wire.proto.v1.Values;

/** Paths to protobuf, each one after the first of a list without what it shares with the one before. */
final class PathWriter {

    private Path before = Path.EMPTY;

    /** A path that stands alone. */
    static Values.Path alone(Path path) {
        return new PathWriter().next(path);
    }

    /** The next path of a list. */
    Values.Path next(Path path) {
        int shared = 0;
        int common = Math.min(path.length(), before.length());
        while (shared < common && path.index(shared) == before.index(shared)) {
            shared++;
        }
        before = path;
        Values.Path.Builder encoded = Values.Path.newBuilder().setShared(shared);
        boolean repeated = false;
        for (int level = shared; level < path.length(); ) {
            int end = endOfRun(path, level);
            encoded.addIndex(path.index(level));
            repeated |= end - level > 1;
            level = end;
        }
        if (repeated) {
            for (int level = shared; level < path.length(); ) {
                int end = endOfRun(path, level);
                encoded.addRepeats(end - level - 1);
                level = end;
            }
        }
        return encoded.build();
    }

    private static int endOfRun(Path path, int start) {
        int end = start + 1;
        while (end < path.length() && path.index(end) == path.index(start)) {
            end++;
        }
        return end;
    }
}
