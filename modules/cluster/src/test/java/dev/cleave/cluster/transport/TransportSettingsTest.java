package dev.cleave.cluster.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.javadsl.Behaviors;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything listens. */
class TransportSettingsTest {

    @Test
    void anAddressOpenToOthersNeedsTlsOrLeave() throws Exception {
        assertThatThrownBy(() -> new TransportSettings("0.0.0.0", 0, null, false).check())
                .isInstanceOf(ClusterStartException.class)
                .hasMessageContaining("0.0.0.0 is open to other machines");
        new TransportSettings("0.0.0.0", 0, null, true).check();
        new TransportSettings("localhost", 0, null, false).check();
    }

    @Test
    void aTlsFolderMustHaveAllThreeFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("node.key"), "x");
        Files.writeString(folder.resolve("node.crt"), "x");
        assertThatThrownBy(() -> new TransportSettings("127.0.0.1", 0, folder, false).check())
                .isInstanceOf(ClusterStartException.class)
                .hasMessageContaining("no readable ca.crt");
    }

    @Test
    void aPortOutOfRangeAndAHostThatIsNoneAreRefused() {
        assertThatThrownBy(() -> TransportSettings.loopback(70_000).check())
                .isInstanceOf(ClusterStartException.class)
                .hasMessage("port: 70000 (expected: 0 to 65535)");
        assertThatThrownBy(() -> new TransportSettings("no host", 0, null, false).check())
                .isInstanceOf(ClusterStartException.class)
                .hasMessageContaining("host: no host");
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> ActorSystems.start(
                            Behaviors.empty(),
                            ActorSystems.CONTROLLER,
                            TransportSettings.loopback(taken.getLocalPort()),
                            List.of()))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining("address 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("expected: a free port")
                    .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.getMessage())
                            .doesNotContain("\n"));
        }
    }
}
