package dev.cleave.cluster.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import dev.cleave.cluster.certificate.TestFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may join a cluster whose members prove who they are. */
class JoiningTest {

    @TempDir
    Path folder;

    private final List<ActorSystem<Void>> systems = new ArrayList<>();

    private ActorSystem<Void> join(@Nullable Path tls, String seed) throws Exception {
        ActorSystem<Void> system = ActorSystems.startUnchecked(
                Behaviors.empty(),
                ActorSystems.WORKER,
                new TransportSettings("127.0.0.1", ActorSystems.freePort("127.0.0.1"), tls, false),
                List.of(seed));
        systems.add(system);
        return system;
    }

    private static Set<String> members(ActorSystem<?> system) {
        return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
                .map(member -> member.address().getHost().get() + ":"
                        + member.address().getPort().get())
                .collect(Collectors.toSet());
    }

    @Test
    void onlyTheNodeThatTheAuthorityVouchesForUnderItsOwnAddressJoins() throws Exception {
        TestFolders folders = new TestFolders(folder);
        int port = ActorSystems.freePort("127.0.0.1");
        String seed = "127.0.0.1:" + port;
        ActorSystem<Void> controller = ActorSystems.start(
                Behaviors.empty(),
                ActorSystems.CONTROLLER,
                new TransportSettings("127.0.0.1", port, folders.good, false),
                List.of(seed));
        systems.add(controller);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> members(controller).size() == 1);
            join(folders.selfSigned, seed);
            join(folders.wrongAuthority, seed);
            join(folders.expired, seed);
            join(folders.wrongName, seed);
            join(null, seed);
            ActorSystem<Void> welcome = join(folders.good, seed);
            Set<String> expected = Set.of(seed, ActorSystems.address(welcome));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> members(controller).equals(expected));
            // The others try several times a second.
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> members(controller).equals(expected));
            for (ActorSystem<Void> stranger : systems.subList(1, 6)) {
                assertThat(members(stranger)).doesNotContain(seed);
            }
        } finally {
            systems.forEach(ActorSystem::terminate);
            for (ActorSystem<Void> system : systems) {
                system.getWhenTerminated().toCompletableFuture().get(30, java.util.concurrent.TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aNodeThatNobodyWouldBelieveDoesNotStart() throws Exception {
        TestFolders folders = new TestFolders(folder);
        for (Path tls : List.of(folders.selfSigned, folders.wrongAuthority, folders.expired, folders.wrongName)) {
            assertThatThrownBy(() -> new TransportSettings("127.0.0.1", 0, tls, false).check())
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining("TLS folder: " + tls.resolve("node.crt"));
        }
    }
}
