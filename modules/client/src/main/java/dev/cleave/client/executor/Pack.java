package dev.cleave.client.executor;

import java.util.List;

/** Chunks that go together, and what is to be done with what comes of them. */
final class Pack {

    final List<Chunk> chunks;
    final Kind kind;
    /** Whether its chunks go again, each for itself, if it has not come back soon: one of them is to be interrupted. */
    boolean isToBreakUp;

    Pack(List<Chunk> chunks, Kind kind) {
        this.chunks = chunks;
        this.kind = kind;
    }

    boolean isUnwanted() {
        return chunks.stream().allMatch(Chunk::isCancelled);
    }

    boolean contains(Chunk chunk) {
        return chunks.contains(chunk);
    }

    void begun() {
        chunks.forEach(chunk -> chunk.begin(null));
    }

    void ended(int index, WorkRunner.Results results) {
        Chunk chunk = chunks.get(index);
        if (results.values().length == chunk.size) {
            chunk.begin(null);
            chunk.end(results.values(), results.thrown(), results.nanos());
        } else {
            Throwable one = results.thrown() == null ? null : results.thrown()[0];
            failed(chunk, one != null ? one : new IllegalStateException("the chunk has lost results"));
        }
    }

    /** All of them have failed. */
    void failed(Throwable why) {
        chunks.forEach(chunk -> failed(chunk, why));
    }

    static void failed(Chunk chunk, Throwable why) {
        WorkRunner.Results results = WorkRunner.Results.failed(chunk.size, why);
        chunk.begin(null);
        chunk.end(results.values(), results.thrown(), results.nanos());
    }
}
