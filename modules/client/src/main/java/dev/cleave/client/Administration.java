package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.CreateTokenRequest;
import dev.cleave.wire.proto.jobs.v1.CreatedToken;
import dev.cleave.wire.proto.jobs.v1.DrainNodeRequest;
import dev.cleave.wire.proto.jobs.v1.GetVersionRequest;
import dev.cleave.wire.proto.jobs.v1.ListNodesRequest;
import dev.cleave.wire.proto.jobs.v1.ListTokensRequest;
import dev.cleave.wire.proto.jobs.v1.NodeServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import dev.cleave.wire.proto.jobs.v1.RevokeTokenRequest;
import dev.cleave.wire.proto.jobs.v1.ServerServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.TokenServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.TokenServiceGrpc.TokenServiceBlockingStub;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is asked about nodes, tokens and servers. */
final class Administration {

    private final Asking asking;

    Administration(Asking asking) {
        this.asking = asking;
    }

    private static NodeServiceBlockingStub nodes(Channel node, Duration deadline) {
        return NodeServiceGrpc.newBlockingStub(node).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static TokenServiceBlockingStub tokens(Channel node, Duration deadline) {
        return TokenServiceGrpc.newBlockingStub(node).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    List<NodeStatus> nodes() {
        return asking
                .ask((node, deadline) -> nodes(node, deadline).listNodes(ListNodesRequest.getDefaultInstance()))
                .getNodesList()
                .stream()
                .map(AdministrationMapping::node)
                .toList();
    }

    NodeStatus drain(String id) {
        DrainNodeRequest request = DrainNodeRequest.newBuilder().setNode(id).build();
        return AdministrationMapping.node(
                asking.ask((node, deadline) -> nodes(node, deadline).drainNode(request)));
    }

    NewToken create(String owner, Role role, boolean mayUpload, Optional<Duration> expiresIn) {
        CreateTokenRequest.Builder request = CreateTokenRequest.newBuilder()
                .setOwner(owner)
                .setRole(dev.cleave.wire.proto.jobs.v1.Role.valueOf(role.name()))
                .setMayUpload(mayUpload);
        expiresIn.ifPresent(time -> request.setExpiresIn(Moments.message(time)));
        // Its secret is seen in the answer only: a lost answer is a token that nobody can use.
        CreatedToken created =
                asking.askOnce((node, deadline) -> tokens(node, deadline).createToken(request.build()));
        return new NewToken(
                AdministrationMapping.token(created.getToken()), Answers.notEmpty("a secret", created.getSecret()));
    }

    List<Token> tokens() {
        return asking
                .ask((node, deadline) -> tokens(node, deadline).listTokens(ListTokensRequest.getDefaultInstance()))
                .getTokensList()
                .stream()
                .map(AdministrationMapping::token)
                .toList();
    }

    Token revoke(String id) {
        RevokeTokenRequest request =
                RevokeTokenRequest.newBuilder().setToken(id).build();
        return AdministrationMapping.token(
                asking.ask((node, deadline) -> tokens(node, deadline).revokeToken(request)));
    }

    ServerVersion version() {
        return AdministrationMapping.version(asking.ask((node, deadline) -> ServerServiceGrpc.newBlockingStub(node)
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .getVersion(GetVersionRequest.getDefaultInstance())));
    }
}
