package dev.cleave.client.executor;

import dev.cleave.api.DivideAndConquer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Divides a list of chunks in halves, runs single ones, and puts together what came of them. */
final class TaskProgram implements DivideAndConquer<byte[], byte[]> {

    private final WorkerProcess process;
    private final BooleanSupplier unwanted;

    TaskProgram(WorkerProcess process, BooleanSupplier unwanted) {
        this.process = process;
        this.unwanted = unwanted;
    }

    @Override
    public boolean isBaseCase(byte[] problem) {
        return Parcels.decode(problem).size() <= process.together();
    }

    @Override
    public byte[] solve(byte[] problem) {
        return process.run(Parcels.decode(problem), unwanted);
    }

    @Override
    public List<byte[]> divide(byte[] problem) {
        List<Parcels.Parcel> chunks = Parcels.decode(problem);
        int middle = chunks.size() / 2;
        return List.of(
                Parcels.encode(chunks.subList(0, middle)), Parcels.encode(chunks.subList(middle, chunks.size())));
    }

    @Override
    public byte[] combine(byte[] problem, List<byte[]> results) {
        List<Parcels.Parcel> all = new ArrayList<>();
        results.forEach(each -> all.addAll(Parcels.decode(each)));
        return Parcels.encode(all);
    }
}
