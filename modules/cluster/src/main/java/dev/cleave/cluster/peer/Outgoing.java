package dev.cleave.cluster.peer;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one decision has to say to one peer: sent together and in order, since each message that is sent by itself costs
 * both processes as much as a hundred that are not. What refers to blobs goes alone, as it waits for them.
 *
 * <p>Not thread-safe.
 *
 * @param <M> the type of a message
 */
public final class Outgoing<M> {

    private final Predicate<M> alone;
    private final Consumer<List<M>> sender;
    private final List<M> together = new ArrayList<>();

    private Outgoing(Predicate<M> alone, Consumer<List<M>> sender) {
        this.alone = alone;
        this.sender = sender;
    }

    /** Nothing yet, to a node. */
    public static Outgoing<ToNode> toNode(Consumer<List<ToNode>> sender) {
        return new Outgoing<>(NeededBlobs::isAnyIn, sender);
    }

    /** Nothing yet, to a coordinator. */
    public static Outgoing<ToCoordinator> toCoordinator(Consumer<List<ToCoordinator>> sender) {
        return new Outgoing<>(NeededBlobs::isAnyIn, sender);
    }

    /** Adds a message. */
    public void add(M message) {
        if (alone.test(message)) {
            flush();
            sender.accept(List.of(message));
        } else {
            together.add(message);
        }
    }

    /** Sends what was added and not sent yet. */
    public void flush() {
        if (!together.isEmpty()) {
            List<M> all = List.copyOf(together);
            together.clear();
            sender.accept(all);
        }
    }
}
