package dev.cleave.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.testkit.network.Network.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private final Network network = new Network();
    private Place hub;
    private Place one;
    private Place two;
    private final List<EchoServer> servers = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        hub = network.hub();
        one = network.place(1);
        two = network.place(2);
        for (Place place : List.of(hub, one, two)) {
            servers.add(new EchoServer(InetAddress.getByName(place.address()), place.ownPort()));
        }
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
                assertReaches(from, to);
            }
        }
    }

    @Test
    void aPlaceThatIsCutOffNeitherReachesNorIsReached() throws IOException {
        network.link(1).cut();
        assertDoesNotReach(one, hub);
        assertDoesNotReach(hub, one);
        assertDoesNotReach(one, two);
        assertDoesNotReach(two, one);
        assertReaches(two, hub);
        assertReaches(hub, two);
        network.link(1).restore();
        assertReaches(hub, one);
        assertReaches(one, two);
    }

    @Test
    void aPlaceKeepsItsPorts() throws IOException {
        assertThat(network.place(1)).isEqualTo(one);
        assertThatThrownBy(() -> network.place(201)).hasMessage("place 201 (expected: 1 to 200)");
    }

    private static void assertReaches(Place from, Place to) throws IOException {
        assertThat(answer(from, to, 30_000)).isEqualTo(7);
    }

    private static void assertDoesNotReach(Place from, Place to) {
        assertThatThrownBy(() -> answer(from, to, 300)).isInstanceOf(SocketTimeoutException.class);
    }

    private static int answer(Place from, Place to, int patienceMillis) throws IOException {
        InetAddress home = InetAddress.getLoopbackAddress();
        try (Socket socket = new Socket(home, to.advertisedPort(), InetAddress.getByName(from.address()), 0)) {
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream().write(7);
            return socket.getInputStream().read();
        }
    }
}
