package dev.cleave.core.node;

import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToRunner;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a node decided, in order. */
final class RecordingNodePort implements NodePort {

    final List<ToCoordinator> sent = new ArrayList<>();
    final List<ToRunner> told = new ArrayList<>();
    int launches;
    int freshLaunches;
    int kills;
    int keeps;

    @Override
    public void send(ToCoordinator message) {
        sent.add(message);
    }

    @Override
    public void toRunner(ToRunner message) {
        told.add(message);
    }

    @Override
    public void launchRunner(boolean fresh) {
        launches++;
        freshLaunches += fresh ? 1 : 0;
    }

    @Override
    public void killRunner(String why) {
        kills++;
    }

    @Override
    public void keepRunner() {
        keeps++;
    }

    <T extends ToCoordinator> List<T> sent(Class<T> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends ToRunner> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    ToCoordinator.Heartbeat lastBeat() {
        List<ToCoordinator.Heartbeat> beats = sent(ToCoordinator.Heartbeat.class);
        return beats.get(beats.size() - 1);
    }

    void clear() {
        sent.clear();
        told.clear();
    }
}
