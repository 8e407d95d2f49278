package dev.cleave.client.executor;

import dev.cleave.api.DivideAndConquer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs packs of chunks, none of which is divided. */
final class TaskProgram implements DivideAndConquer<byte[], byte[]> {

    private final WorkerProcess process;
    private final BooleanSupplier unwanted;

    TaskProgram(WorkerProcess process, BooleanSupplier unwanted) {
        this.process = process;
        this.unwanted = unwanted;
    }

    @Override
    public boolean isBaseCase(byte[] pack) {
        return true;
    }

    @Override
    public byte[] solve(byte[] pack) {
        return process.run(Parcels.decode(pack), unwanted);
    }

    @Override
    public List<byte[]> divide(byte[] pack) {
        return List.of();
    }

    @Override
    public byte[] combine(byte[] pack, List<byte[]> results) {
        throw new IllegalStateException("a pack was divided (expected: a base case)");
    }
}
