package dev.cleave.core.job;

/**
 * The identity of one life of a node: a node that was restarted has another.
 *
 * @param value a short name and a random part, as {@code node-1-x7f3}
 */
public record NodeId(String value) implements Comparable<NodeId> {

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
