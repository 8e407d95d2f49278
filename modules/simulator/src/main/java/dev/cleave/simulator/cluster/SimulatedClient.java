package dev.cleave.simulator.cluster;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.ClientWindow;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A session's client in virtual time: has subproblems of a tree solved, wants some of them no more, loses its stream now and
 * then, and ends the session when it has everything.
 */
public final class SimulatedClient {

    private static final long TICK = 50_000_000L;
    private static final long LONGEST_PAUSE = 400_000_000L;
    private static final long LONGEST_CHUNK = 500_000_000L;

    /** How it reaches controllers, and how it takes it if something is wrong. */
    public interface Surroundings {

        /** The controller to be found now. */
        SimulatedController controller();

        /** Sends something to a controller, or from it; it may get lost, doubled or late. */
        void send(boolean isToClient, Runnable arrives);

        /** Something happened that must never happen. */
        void violation(String what);
    }

    private final RecursionTree tree;
    private final int count;
    private final VirtualClock clock;
    private final SplittableRandom random;
    private final Surroundings surroundings;
    private final ClientWindow window = new ClientWindow(new Port());
    private final Map<Integer, Subtree> problems = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Set<Integer> dropped = new HashSet<>();
    private SimulatedController connected;
    private boolean isConnected;

    /**
     * A client that has not begun.
     *
     * @param count how many chunks it has solved
     */
    public SimulatedClient(RecursionTree tree, int count, VirtualClock clock, long seed, Surroundings surroundings) {
        this.tree = tree;
        this.count = count;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.surroundings = surroundings;
        this.connected = surroundings.controller();
    }

    /** Begins. */
    public void start() {
        clock.in(0, this::tick);
        clock.in(0, this::live);
    }

    private void tick() {
        look();
        window.tick(clock.now());
        if (problems.size() == count && ended.size() + dropped.size() == count) {
            say(new ToSession.Close());
        }
        clock.in(TICK, this::tick);
    }

    /** Notices by and by that a stream is broken, and opens another. */
    private void look() {
        SimulatedController there = surroundings.controller();
        if (isConnected && (connected != there || !connected.isUp() || random.nextInt(100) == 0)) {
            isConnected = random.nextInt(4) == 0;
            if (!isConnected) {
                window.broken();
            }
        } else if (!isConnected && there.isUp()) {
            connected = there;
            isConnected = true;
            there.clientOpened(message -> surroundings.send(true, () -> heard(there, message)));
            window.connected(clock.now());
        }
    }

    /** What comes from the controller of an earlier stream was on its way. */
    private void heard(SimulatedController from, FromSession message) {
        if (isConnected && from == connected) {
            window.receive(message, clock.now());
        }
    }

    private void live() {
        if (problems.size() < count) {
            for (int i = random.nextInt(6); i > 0 && window.room() > 0 && problems.size() < count; i--) {
                add();
            }
            clock.in(random.nextLong(LONGEST_PAUSE), this::live);
        }
    }

    private void add() {
        Subtree problem = tree.root();
        while (tree.children(problem) > 0 && (tree.nanos(problem) > LONGEST_CHUNK || random.nextInt(3) == 0)) {
            problem = tree.child(problem, random.nextInt(tree.children(problem)));
        }
        int number = window.add(random.nextInt(4) == 0, problem.encode());
        problems.put(number, problem);
        if (random.nextInt(6) == 0) {
            clock.in(random.nextLong(LONGEST_PAUSE), () -> {
                if (!ended.contains(number)) {
                    dropped.add(number);
                    window.drop(number);
                }
            });
        }
    }

    private void say(ToSession message) {
        SimulatedController to = connected;
        surroundings.send(false, () -> to.fromClient(message));
    }

    private final class Port implements ClientWindow.Port {
        @Override
        public void send(ToSession message) {
            say(message);
        }

        @Override
        public void begun(int number) {
            if (ended.contains(number)) {
                surroundings.violation("begun after its end: chunk " + number);
            }
        }

        @Override
        public void ended(int number, Payload result) {
            Subtree problem = problems.get(number);
            if (problem == null || !result.equals(problem.result())) {
                surroundings.violation("another result than plain recursion's: chunk " + number);
            }
            if (!ended.add(number) || dropped.contains(number)) {
                surroundings.violation("more than one result, or one that nobody wants: chunk " + number);
            }
        }

        @Override
        public void failed(int number, JobFailure failure) {
            surroundings.violation("chunk " + number + " has failed: " + failure);
        }
    }

    /** What it waits for, for people. */
    @Override
    public String toString() {
        return problems.size() + " of " + count + " sent, " + ended.size() + " ended, " + dropped.size() + " dropped, "
                + window.outstanding() + " outstanding" + (isConnected ? "" : ", no stream");
    }
}
