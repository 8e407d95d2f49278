package dev.cleave.client.executor;

import org.jspecify.annotations.Nullable;

/** Chunks on their way, and what came of them on its way back. */
final class Travelled {

    private Travelled() {}

    /** The tasks of a chunk; one task alone travels without anything around it. */
    static Work work(Copies copies, byte[] payload) {
        Object decoded = copies.decode(payload);
        return decoded instanceof Work work ? work : new Work(null, new Object[] {decoded});
    }

    static byte[] sent(Copies copies, WorkRunner.Results results) {
        @Nullable Throwable[] thrown = results.thrown();
        @Nullable Thrown[] described = null;
        if (thrown != null) {
            described = new Thrown[thrown.length];
            for (int i = 0; i < thrown.length; i++) {
                Throwable each = thrown[i];
                described[i] = each == null ? null : Thrown.of(each);
            }
        }
        return copies.encode(new Done(results.values(), described, results.nanos()));
    }

    static WorkRunner.Results received(Copies copies, byte[] bytes) {
        if (!(copies.decode(bytes) instanceof Done done)) {
            throw new IllegalArgumentException(bytes.length + " bytes are not the results of a chunk");
        }
        @Nullable Thrown[] described = done.thrown();
        @Nullable Throwable[] thrown = null;
        if (described != null) {
            thrown = new Throwable[described.length];
            for (int i = 0; i < thrown.length; i++) {
                Thrown each = described[i];
                thrown[i] = each == null ? null : each.restored(copies.loader());
            }
        }
        return new WorkRunner.Results(done.values(), thrown, done.nanos());
    }
}
