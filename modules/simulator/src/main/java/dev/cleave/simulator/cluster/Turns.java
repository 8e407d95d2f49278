package dev.cleave.simulator.cluster;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.simulator.clock.VirtualClock;
import dev.cleave.simulator.network.BatchCost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The coordinator's time: it does one thing after the other, in the order in which they came.
 *
 * <p>What it has to say in one turn is sent at the end of it, each node's share as one batch, as the actor does.
 */
final class Turns {

    private record Turn(long nanos, Runnable action) {}

    private final VirtualClock clock;
    private final BatchCost cost;
    private final BiConsumer<NodeId, List<ToNode>> network;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Map<NodeId, List<ToNode>> unsent = new LinkedHashMap<>();
    private boolean atWork;
    private boolean sendPlanned;
    private long workedNanos;

    Turns(VirtualClock clock, BatchCost cost, BiConsumer<NodeId, List<ToNode>> network) {
        this.clock = clock;
        this.cost = cost;
        this.network = network;
    }

    /** How long the coordinator was at work. */
    long workedNanos() {
        return workedNanos;
    }

    /** A batch has come. */
    void received(List<ToCoordinator> batch, Runnable action) {
        take(new Turn(cost.isFree() ? 0 : cost.ofReceived(batch), action));
    }

    /** Something else is to be done. */
    void next(Runnable action) {
        take(new Turn(0, action));
    }

    /** Something is to be said. */
    void say(NodeId node, ToNode message) {
        unsent.computeIfAbsent(node, unknown -> new ArrayList<>()).add(message);
        if (!sendPlanned) {
            sendPlanned = true;
            waiting.addFirst(new Turn(0, this::send));
            if (!atWork) {
                goOn();
            }
        }
    }

    private void send() {
        sendPlanned = false;
        if (cost.isFree()) {
            unsent.forEach(network);
        } else {
            long sentAfter = 0;
            for (Map.Entry<NodeId, List<ToNode>> batch : unsent.entrySet()) {
                sentAfter += cost.ofSent(batch.getValue());
                NodeId node = batch.getKey();
                List<ToNode> messages = batch.getValue();
                clock.in(sentAfter, () -> network.accept(node, messages));
            }
            waiting.addFirst(new Turn(sentAfter, () -> {}));
        }
        unsent.clear();
    }

    private void take(Turn turn) {
        waiting.add(turn);
        if (!atWork) {
            goOn();
        }
    }

    private void goOn() {
        atWork = true;
        while (true) {
            Turn turn = waiting.poll();
            if (turn == null) {
                atWork = false;
                return;
            }
            if (turn.nanos() > 0) {
                workedNanos += turn.nanos();
                clock.in(turn.nanos(), () -> {
                    turn.action().run();
                    goOn();
                });
                return;
            }
            turn.action().run();
        }
    }
}
