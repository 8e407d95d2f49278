package dev.cleave.cluster.peer;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.protocol.ToCoordinator;
import dev.cleave.core.protocol.ToNode;
import dev.cleave.wire.cluster.ClusterMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blobs that a message refers to, which its receiver needs before it can use it. */
final class NeededBlobs {

    private NeededBlobs() {}

    static List<Payload.Blob> of(ClusterMessage message) {
        if (message instanceof ClusterMessage.StartJob start) {
            return start.spec().classPath();
        }
        List<Payload.Blob> needed = new ArrayList<>();
        if (message instanceof ClusterMessage.ForNode forNode) {
            forNode.messages().forEach(each -> collect(each, needed));
        } else if (message instanceof ClusterMessage.ForCoordinator forCoordinator) {
            forCoordinator.messages().forEach(each -> collect(each, needed));
        }
        return needed;
    }

    /** Whether a message refers to blobs. */
    static boolean isAnyIn(ToNode message) {
        List<Payload.Blob> needed = new ArrayList<>();
        collect(message, needed);
        return !needed.isEmpty();
    }

    /** Whether a message refers to blobs. */
    static boolean isAnyIn(ToCoordinator message) {
        List<Payload.Blob> needed = new ArrayList<>();
        collect(message, needed);
        return !needed.isEmpty();
    }

    private static void collect(ToNode message, List<Payload.Blob> needed) {
        if (message instanceof ToNode.Grant grant) {
            add(grant.lease().problem(), needed);
        } else if (message instanceof ToNode.Deliver deliver) {
            add(deliver.result(), needed);
        }
    }

    private static void collect(ToCoordinator message, List<Payload.Blob> needed) {
        if (message instanceof ToCoordinator.Finished finished) {
            add(finished.result(), needed);
        } else if (message instanceof ToCoordinator.Improved improved) {
            add(improved.found().solution(), needed);
        } else if (message instanceof ToCoordinator.Shed shed) {
            for (ShedChild child : shed.children()) {
                add(child.problem(), needed);
            }
        } else if (message instanceof ToCoordinator.Checkpoint checkpoint) {
            for (FinishedChild child : checkpoint.finished()) {
                add(child.result(), needed);
            }
        }
    }

    private static void add(@Nullable Payload payload, List<Payload.Blob> needed) {
        if (payload instanceof Payload.Blob blob && !needed.contains(blob)) {
            needed.add(blob);
        }
    }
}
