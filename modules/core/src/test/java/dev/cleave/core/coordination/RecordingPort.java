package dev.cleave.core.coordination;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.core.session.FromSession;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a coordinator decided, in order. */
final class RecordingPort implements CoordinationPort {

    record Sent(NodeId node, ToNode message) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();

    @Override
    public void send(NodeId node, ToNode message) {
        sent.add(new Sent(node, message));
    }

    final List<FromSession> toClient = new ArrayList<>();

    @Override
    public void toClient(FromSession message) {
        toClient.add(message);
    }

    @Override
    public void ended(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** Messages of one kind to one node, in order. */
    <T extends ToNode> List<T> to(NodeId node, Class<T> kind) {
        return sent.stream()
                .filter(sent -> sent.node().equals(node) && kind.isInstance(sent.message()))
                .map(sent -> kind.cast(sent.message()))
                .toList();
    }

    void clear() {
        sent.clear();
    }
}
