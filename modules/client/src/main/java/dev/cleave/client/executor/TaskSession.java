package dev.cleave.client.executor;

import dev.cleave.api.JobFailedException;
import dev.cleave.api.JobFailure;
import dev.cleave.client.CleaveException;
import dev.cleave.client.Session;
import dev.cleave.client.SessionListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session of an executor with its cluster, and the packs that are under way there. Another follows when values are shared
 * meanwhile: those are in the class path, and that of a job never changes.
 */
final class TaskSession implements SessionListener {

    /** Who has more packs, and takes in what comes of them. Called without locks. */
    interface Owner {

        /** There is room for packs. */
        void room();

        /** A pack has ended; its results are in its chunks. */
        void ended(Pack pack, List<Parcels.Parcel> results);

        /** A session that was to end after its last pack is to be closed. */
        void done(TaskSession session, Session toClose);

        /** Nothing can come of these packs any more. */
        void over(TaskSession session, List<Pack> packs, CleaveException why);
    }

    private final Owner owner;
    private final Map<Integer, Pack> underWay = new HashMap<>();
    private @Nullable Session session;
    private boolean isOver;
    /** Whether it takes no more packs, as another session has taken its place. */
    private boolean isLast;

    TaskSession(Owner owner) {
        this.owner = owner;
    }

    /** The cluster has it. */
    void attach(Session opened) {
        boolean over;
        synchronized (this) {
            session = opened;
            over = isOver;
        }
        if (over) {
            opened.close();
        } else {
            owner.room(); // What was said of room before, there was no session to use it with.
        }
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /** How many packs there is room for. */
    synchronized int places() {
        return session == null || isOver || isLast ? 0 : session.room();
    }

    /** How many packs of a kind are under way. */
    synchronized int underWay(Kind kind) {
        int count = 0;
        for (Pack pack : underWay.values()) {
            count += pack.kind == kind ? 1 : 0;
        }
        return count;
    }

    /** Sends a pack; false if it cannot be sent any more. */
    synchronized boolean send(Pack pack, byte[] bytes) {
        Session to = session;
        if (to == null || isOver || to.room() == 0) {
            return false;
        }
        try {
            underWay.put(to.add(pack.kind == Kind.IO, bytes), pack);
            return true;
        } catch (CleaveException noRoom) {
            return false; // The session has ended since it was asked.
        }
    }

    /** The pack that a chunk is in; null if it is in none here. */
    synchronized @Nullable Pack packOf(Chunk chunk) {
        return underWay.values().stream()
                .filter(pack -> pack.contains(chunk))
                .findFirst()
                .orElse(null);
    }

    /** Takes a pack back, which is interrupted; false if it has ended meanwhile. */
    boolean takeBack(Pack pack) {
        int number = -1;
        Session from;
        synchronized (this) {
            from = session;
            for (Map.Entry<Integer, Pack> entry : underWay.entrySet()) {
                number = entry.getValue() == pack ? entry.getKey() : number;
            }
            underWay.remove(number);
        }
        if (number >= 0 && from != null) {
            from.unwanted(number);
        }
        closeIfDone();
        return number >= 0;
    }

    /** Takes no more packs, and ends after the last. */
    void endAfterLast() {
        synchronized (this) {
            isLast = true;
        }
        closeIfDone();
    }

    private void closeIfDone() {
        Session done;
        synchronized (this) {
            if (!isLast || !underWay.isEmpty() || isOver) {
                return;
            }
            isOver = true;
            done = session;
        }
        if (done != null) {
            owner.done(this, done);
        }
    }

    /** Ends now. */
    void close() {
        Session open;
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
            open = session;
        }
        if (open != null) {
            open.close();
        }
    }

    private synchronized @Nullable Pack ended(int number) {
        return underWay.remove(number);
    }

    @Override
    public void room() {
        owner.room();
    }

    @Override
    public void begun(int number) {
        Pack pack;
        synchronized (this) {
            pack = underWay.get(number);
        }
        if (pack != null) {
            pack.begun();
        }
    }

    @Override
    public void ended(int number, byte[] result) {
        Pack pack = ended(number);
        if (pack != null) {
            try {
                owner.ended(pack, Parcels.decode(result));
            } catch (Throwable broken) {
                pack.failed(broken);
            }
            owner.room();
            closeIfDone();
        }
    }

    @Override
    public void failed(int number, JobFailure failure) {
        Pack pack = ended(number);
        if (pack != null) {
            pack.failed(new JobFailedException(failure));
            owner.room();
            closeIfDone();
        }
    }

    @Override
    public void over(CleaveException why) {
        List<Pack> left;
        synchronized (this) {
            isOver = true;
            left = new ArrayList<>(underWay.values());
            underWay.clear();
        }
        owner.over(this, left, why);
    }
}
