package dev.cleave.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.testkit.network.Network.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private final Network network = new Network();
    private Place hub;
    private Place one;
    private Place two;
    private List<EchoServer> servers;

    @BeforeEach
    void open() throws IOException {
        hub = network.hub();
        one = network.place(1);
        two = network.place(2);
        servers = List.of(new EchoServer(hub.ownPort()), new EchoServer(one.ownPort()), new EchoServer(two.ownPort()));
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        for (EchoServer server : servers) {
            server.close();
        }
    }

    @Test
    void everybodyReachesEverybody() throws IOException {
        for (Place from : List.of(hub, one, two)) {
            for (Place to : List.of(hub, one, two)) {
                assertThat(reaches(from, to)).isTrue();
            }
        }
    }

    @Test
    void aPlaceThatIsCutOffNeitherReachesNorIsReached() throws IOException {
        network.link(1).cut();
        assertThat(reaches(one, hub)).isFalse();
        assertThat(reaches(hub, one)).isFalse();
        assertThat(reaches(one, two)).isFalse();
        assertThat(reaches(two, one)).isFalse();
        assertThat(reaches(two, hub)).isTrue();
        assertThat(reaches(hub, two)).isTrue();
        network.link(1).restore();
        assertThat(reaches(hub, one)).isTrue();
        assertThat(reaches(one, two)).isTrue();
    }

    @Test
    void aPlaceKeepsItsPorts() throws IOException {
        assertThat(network.place(1)).isEqualTo(one);
        assertThatThrownBy(() -> network.place(201)).hasMessage("place 201 (expected: 1 to 200)");
    }

    private static boolean reaches(Place from, Place to) throws IOException {
        InetAddress home = InetAddress.getLoopbackAddress();
        try (Socket socket = new Socket(home, to.advertisedPort(), InetAddress.getByName(from.address()), 0)) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write(7);
            return socket.getInputStream().read() == 7;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }
}
