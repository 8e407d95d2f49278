package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One executor's part in a process of a cluster: lives as long as the process, however many jobs it works for. */
final class WorkerProcess {

    private static final ConcurrentMap<String, WorkerProcess> KNOWN = new ConcurrentHashMap<>();

    private final String executor;
    private final Copies copies;
    private final Initialization initialization;
    private final WorkRunner runner;

    private WorkerProcess(Surroundings of, Copies copies) {
        this.executor = of.executor();
        this.copies = copies;
        this.initialization = new Initialization(executor, of.initializer());
        this.runner = new WorkRunner(executor, of.limitNanos() == 0 ? null : Duration.ofNanos(of.limitNanos()));
    }

    /** The same as before, if this process has worked for this executor. */
    static WorkerProcess of(byte[] encoded) {
        Copies copies = new Copies(WorkerProcess.class.getClassLoader());
        if (!(copies.decode(encoded) instanceof Surroundings surroundings)) {
            throw CleaveException.invalid("surroundings", encoded.length + " bytes", "those of an executor's tasks");
        }
        for (String id : surroundings.shared()) {
            WorkerMemory.publish(id, published(id), copies);
        }
        WorkerMemory.merge(surroundings.cells());
        return KNOWN.computeIfAbsent(surroundings.executor(), unknown -> new WorkerProcess(surroundings, copies));
    }

    private static byte[] published(String id) {
        try (InputStream in = WorkerProcess.class.getClassLoader().getResourceAsStream(Surroundings.resource(id))) {
            if (in == null) {
                throw CleaveException.of("NOT_SHARED", "no value " + id + " in the class path", false, null);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw CleaveException.of("NOT_SHARED", "value " + id + " cannot be read: " + e, true, e);
        }
    }

    /** What came of the chunks of a pack, and what the cells hold now. */
    byte[] run(List<Parcels.Parcel> pack, BooleanSupplier unwanted) {
        List<Parcels.Parcel> chunks = new ArrayList<>(pack.size());
        for (Parcels.Parcel parcel : pack) {
            if (parcel.number() >= 0) {
                chunks.add(parcel);
            } else if (parcel.number() == Parcels.CELLS) {
                merge(copies.decode(parcel.bytes()));
            }
        }
        Throwable uninitialized = initialization.ensure();
        List<Parcels.Parcel> results = new ArrayList<>();
        if (uninitialized != null) {
            results.add(new Parcels.Parcel(Parcels.UNINITIALIZED, copies.encode(Done.failed(1, uninitialized))));
            return Parcels.encode(results);
        }
        chunks.forEach(chunk -> results.add(run(chunk, unwanted)));
        var cells = WorkerMemory.cells(executor);
        if (!cells.isEmpty()) {
            results.add(new Parcels.Parcel(Parcels.CELLS, copies.encode("cells", cells)));
        }
        return Parcels.encode(results);
    }

    @SuppressWarnings("unchecked") // What cells are sent as.
    static void merge(@Nullable Object cells) {
        if (cells instanceof Map<?, ?> map) {
            WorkerMemory.merge((Map<String, WorkerMemory.Held>) map);
        }
    }

    private Parcels.Parcel run(Parcels.Parcel chunk, BooleanSupplier unwanted) {
        try {
            Work work = Travelled.work(copies, chunk.bytes());
            return new Parcels.Parcel(chunk.number(), Travelled.sent(copies, runner.run(work, unwanted)));
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            return failed(chunk, broken);
        }
    }

    /** One failure; the client, which knows how many tasks are in the chunk, has it count for all. */
    private Parcels.Parcel failed(Parcels.Parcel chunk, @Nullable Throwable why) {
        Throwable known = why == null ? new IllegalStateException("failed for no known reason") : why;
        return new Parcels.Parcel(chunk.number(), copies.encode(Done.failed(1, known)));
    }
}
