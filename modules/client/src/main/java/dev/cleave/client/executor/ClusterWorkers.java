package dev.cleave.client.executor;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobSubmission;
import dev.cleave.client.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's lanes, by a session. A few packs per lane are under way, so that no lane waits for the next one; what comes
 * meanwhile gathers, and goes together. What a job does for what it runs (leases, retries, one result each) it does for packs.
 */
final class ClusterWorkers implements Workers, TaskSession.Owner {

    /** For each lane a pack that runs, one that waits there, and one on its way. */
    private static final int PACKS_PER_LANE = 3;
    /** How long a pack has to come back of which one chunk is to be interrupted. */
    private static final long BREAK_UP_MILLIS = 200;

    private final Surroundings surroundings;
    private final CleaveClient client;
    private final boolean ownsClient;
    private final ClassPath classPath;
    private final Copies copies;
    private final Consumer<Throwable> failed;
    private final int lanes;
    private final int ioThreads;
    private final Map<Kind, Backlog> backlogs = new HashMap<>();
    private final List<String> shared = new CopyOnWriteArrayList<>();
    private final List<TaskSession> earlier = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor worker =
            new ScheduledThreadPoolExecutor(1, WorkerThreads.platform("cleave-executor-session"));
    private @Nullable TaskSession current;

    ClusterWorkers(
            Surroundings surroundings,
            CleaveClient client,
            boolean ownsClient,
            ClassPath classPath,
            Copies copies,
            int lanes,
            int ioThreads,
            Consumer<Throwable> failed) {
        this.surroundings = surroundings;
        this.client = client;
        this.ownsClient = ownsClient;
        this.classPath = classPath;
        this.copies = copies;
        this.lanes = lanes;
        this.ioThreads = ioThreads;
        this.failed = failed;
        backlogs.put(Kind.LANE, new Backlog(true));
        backlogs.put(Kind.IO, new Backlog(false));
    }

    @Override
    public void start(Chunk chunk) {
        int bytes = ((byte[]) chunk.payload).length;
        if (bytes > Backlog.MOST_BYTES) {
            Pack.failed(
                    chunk,
                    CleaveException.invalid(
                            "task",
                            bytes + " bytes",
                            "at most " + Backlog.MOST_BYTES + ", and share(value) for large data"));
            return;
        }
        synchronized (this) {
            backlog(chunk.kind).add(chunk);
            if (current == null || current.isOver()) {
                open();
            }
        }
        fill(chunk.kind);
    }

    private Backlog backlog(Kind kind) {
        return java.util.Objects.requireNonNull(backlogs.get(kind));
    }

    private synchronized void open() {
        TaskSession next = new TaskSession(this);
        current = next;
        worker.execute(() -> begin(next));
    }

    /** Submits the job, which takes a while: its code goes first. */
    private void begin(TaskSession next) {
        try {
            String job = client.submitOnly(submission()).id();
            next.attach(client.openSession(job, next));
        } catch (CleaveException refused) {
            next.over(refused);
        } catch (RuntimeException | LinkageError broken) {
            next.over(CleaveException.of("INTERNAL", String.valueOf(broken), false, broken));
        }
    }

    private JobSubmission submission() {
        Surroundings now = new Surroundings(
                surroundings.executor(),
                surroundings.initializer(),
                surroundings.limitNanos(),
                WorkerMemory.cells(surroundings.executor()),
                new ArrayList<>(shared));
        JobSubmission job = JobSubmission.of(TaskJob.class.getName())
                .argument(TaskJob.SESSION.name(), "1")
                .argument(
                        TaskJob.SURROUNDINGS.name(),
                        Base64.getEncoder().encodeToString(copies.encode("surroundings", now)));
        for (Path jar : classPath.jars()) {
            job = job.jar(jar);
        }
        return job;
    }

    /** Sends packs while there is room for them. */
    private synchronized void fill(Kind kind) {
        TaskSession to = current;
        if (to == null) {
            return;
        }
        int places = Math.min(to.places(), mostPacks(kind) - to.underWay(kind));
        while (places > 0) {
            List<Chunk> chunks = backlog(kind).next(places);
            if (chunks.isEmpty()) {
                return;
            }
            Pack pack = new Pack(chunks, kind);
            if (!to.send(pack, bytes(pack))) {
                chunks.forEach(backlog(kind)::addFirst);
                return;
            }
            places--;
        }
    }

    private int mostPacks(Kind kind) {
        return kind == Kind.LANE ? PACKS_PER_LANE * lanes : ioThreads;
    }

    private byte[] bytes(Pack pack) {
        List<Parcels.Parcel> parcels = new ArrayList<>(pack.chunks.size() + 1);
        for (int i = 0; i < pack.chunks.size(); i++) {
            parcels.add(new Parcels.Parcel(i, (byte[]) pack.chunks.get(i).payload));
        }
        Map<String, WorkerMemory.Held> cells = WorkerMemory.cells(surroundings.executor());
        if (!cells.isEmpty()) {
            parcels.add(new Parcels.Parcel(Parcels.CELLS, copies.encode("cells", cells)));
        }
        return Parcels.encode(parcels);
    }

    @Override
    public void room() {
        fill(Kind.LANE);
        fill(Kind.IO);
    }

    @Override
    public void ended(Pack pack, List<Parcels.Parcel> results) {
        boolean[] ended = new boolean[pack.chunks.size()];
        for (Parcels.Parcel parcel : results) {
            if (parcel.number() == Parcels.CELLS) {
                WorkerProcess.merge(copies.decode(parcel.bytes()));
            }
        }
        double nanos = 0;
        for (Parcels.Parcel parcel : results) {
            if (parcel.number() == Parcels.UNINITIALIZED) {
                WorkRunner.Results why = Travelled.received(copies, parcel.bytes());
                failed.accept(
                        why.thrown() == null || why.thrown()[0] == null
                                ? new IllegalStateException("the initializer failed")
                                : why.thrown()[0]);
            } else if (parcel.number() >= 0 && parcel.number() < ended.length && !ended[parcel.number()]) {
                ended[parcel.number()] = true;
                WorkRunner.Results one = Travelled.received(copies, parcel.bytes());
                nanos += one.nanos();
                pack.ended(parcel.number(), one);
            }
        }
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i]) {
                Pack.failed(pack.chunks.get(i), new IllegalStateException("the cluster has no result of this chunk"));
            }
        }
        if (pack.chunks.get(0).size == 1) {
            synchronized (this) {
                backlog(pack.kind).measured(ended.length, nanos / ended.length);
            }
        }
    }

    @Override
    public void done(TaskSession session, Session toClose) {
        earlier.remove(session);
        try {
            worker.execute(toClose::close);
        } catch (RejectedExecutionException closed) {
            toClose.close();
        }
    }

    @Override
    public void over(TaskSession session, List<Pack> packs, CleaveException why) {
        List<Chunk> waiting = new ArrayList<>();
        synchronized (this) {
            if (session == current) {
                current = null;
                backlogs.values().forEach(backlog -> waiting.addAll(backlog.drain()));
            }
            earlier.remove(session);
        }
        packs.forEach(pack -> pack.failed(why));
        waiting.forEach(chunk -> Pack.failed(chunk, why));
    }

    @Override
    public void dropped(Chunk chunk) {
        List<TaskSession> sessions = new ArrayList<>(earlier);
        synchronized (this) {
            if (current != null) {
                sessions.add(current);
            }
        }
        for (TaskSession session : sessions) {
            Pack pack = session.packOf(chunk);
            if (pack != null && pack.isUnwanted()) {
                takeBack(session, pack);
            } else if (pack != null && !pack.isToBreakUp) {
                pack.isToBreakUp = true;
                later(() -> takeBack(session, pack));
            }
        }
    }

    private void later(Runnable what) {
        try {
            worker.schedule(what, BREAK_UP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody waits any more.
        }
    }

    /** Interrupts what runs of a pack; what is still wanted of it goes again. */
    private void takeBack(TaskSession session, Pack pack) {
        if (!session.takeBack(pack)) {
            return;
        }
        for (Chunk chunk : pack.chunks) {
            if (chunk.isCancelled()) {
                chunk.end(new Object[chunk.size], null, 0);
            } else {
                synchronized (this) {
                    backlog(pack.kind).addFirst(chunk);
                }
            }
        }
        room();
    }

    @Override
    public long chunkNanos() {
        return 50_000_000;
    }

    @Override
    public int parallelism(Kind kind) {
        return kind == Kind.LANE ? lanes : ioThreads;
    }

    @Override
    public void share(String id, byte[] bytes) {
        classPath.add(Surroundings.resource(id), bytes);
        shared.add(id);
        TaskSession last;
        synchronized (this) {
            last = current;
            current = null;
            if (last != null) {
                earlier.add(last);
                open();
            }
        }
        if (last != null) {
            last.endAfterLast();
        }
    }

    @Override
    public void close() {
        TaskSession last;
        synchronized (this) {
            last = current;
            current = null;
        }
        worker.shutdownNow();
        if (last != null) {
            last.close();
        }
        earlier.forEach(TaskSession::close);
        classPath.close();
        if (ownsClient) {
            client.close();
        }
    }
}
