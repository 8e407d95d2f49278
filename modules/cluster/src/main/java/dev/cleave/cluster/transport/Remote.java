package dev.cleave.cluster.transport;

import dev.cleave.wire.cluster.ClusterMessage;

/** What may travel from an actor of one process to an actor of another; all else is refused by the serializer. */
public sealed interface Remote {

    /** What a controller takes from anywhere. */
    interface ToController {}

    /** What an end of a link takes from the other end. */
    interface ToLink {}

    /** A message of its own, outside any stream. */
    record Direct(ClusterMessage message) implements Remote, ToController, ToLink {}

    /**
     * Part of the stream between two ends of a link, and up to which frame the other direction has arrived. The array must
     * not be changed.
     */
    record Frame(long sequence, byte[] data, long received) implements Remote, ToLink {}

    /** Every frame up to this one has arrived. */
    record Received(long sequence) implements Remote, ToLink {}

    /** Where the controller listens for the lifeline of the node at the other end. */
    record LifelineOffered(int port, String token) implements Remote, ToLink {}
}
