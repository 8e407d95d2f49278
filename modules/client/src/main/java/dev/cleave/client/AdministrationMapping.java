package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Node;
import dev.cleave.wire.proto.jobs.v1.Version;
import java.util.Map;

/** Nodes, tokens and versions, from messages and to them. */
final class AdministrationMapping {

    private AdministrationMapping() {}

    static NodeStatus node(Node node) {
        return new NodeStatus(
                Answers.notEmpty("node id", node.getId()),
                node.getAddress(),
                Answers.constant(NodeState.class, node.getState()),
                node.getLanes(),
                node.getBusyLanes(),
                node.getController(),
                node.getVersion(),
                node.getJavaVersion(),
                Moments.instant(node.getJoinedAt()),
                Map.copyOf(node.getLanesByJobMap()));
    }

    static Token token(dev.cleave.wire.proto.jobs.v1.Token token) {
        return new Token(
                Answers.notEmpty("token id", token.getId()),
                token.getOwner(),
                Answers.constant(Role.class, token.getRole()),
                token.getMayUpload(),
                Moments.instant(token.getCreatedAt()),
                Moments.instant(token.hasExpiresAt(), token.getExpiresAt()),
                Moments.instant(token.hasRevokedAt(), token.getRevokedAt()));
    }

    static ServerVersion version(Version version) {
        return new ServerVersion(version.getVersion(), version.getJavaVersion(), version.getNode());
    }
}
