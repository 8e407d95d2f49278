package dev.cleave.cluster.lifeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifelineTest {

    private LifelineServer server;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    @BeforeEach
    void listen() throws IOException {
        server = new LifelineServer("127.0.0.1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Lifeline connect(String token) {
        return Lifeline.to("127.0.0.1", server.port(), token, dropped::incrementAndGet);
    }

    @Test
    void theEndOfAProcessIsToldOnce() throws Exception {
        String token = server.expect(lost::incrementAndGet);
        try (Socket process = new Socket("127.0.0.1", server.port())) {
            process.getOutputStream().write(token.getBytes());
        }
        await().until(() -> lost.get() == 1);
        connect(token);
        await().until(() -> dropped.get() == 1);
        assertThat(lost).hasValue(1);
    }

    @Test
    void aNodeNoticesThatItWasDroppedAndTheControllerIsNotTold() {
        String token = server.expect(lost::incrementAndGet);
        connect(token);
        server.drop(token);
        await().until(() -> dropped.get() == 1);
        assertThat(lost).hasValue(0);
    }

    @Test
    void aNodeNoticesTheEndOfTheController() {
        connect(server.expect(lost::incrementAndGet));
        await().until(() -> server.count() == 1);
        server.close();
        await().until(() -> dropped.get() == 1);
    }

    @Test
    void strangersAreSentAwayAndHarmNobody() throws Exception {
        String token = server.expect(lost::incrementAndGet);
        Lifeline lifeline = connect(token);
        await().until(() -> server.count() == 1);
        Random random = new Random(3);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket stranger = new Socket("127.0.0.1", server.port());
            silent.add(stranger);
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            try {
                stranger.getOutputStream().write(noise);
            } catch (IOException sentAway) {
                // As it should be.
            }
        }
        String other = server.expect(lost::incrementAndGet);
        for (Socket stranger : silent) {
            stranger.close();
        }
        Lifeline second = connect(other);
        assertThat(lost).hasValue(0);
        await().until(() -> server.count() == 2);
        lifeline.close();
        await().until(() -> lost.get() == 1);
        second.close();
        await().until(() -> lost.get() == 2);
    }
}
