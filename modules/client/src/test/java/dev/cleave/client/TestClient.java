package dev.cleave.client;

import dev.cleave.client.fixture.FakeServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A client of servers inside the test's JVM, for which time passes at once. */
final class TestClient implements AutoCloseable {

    /** How long tests wait for what is sure to come, in real time. */
    static final Duration LONG = Duration.ofSeconds(60);

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final Duration PATIENCE = Duration.ofMinutes(10);

    final FakeTime time = new FakeTime();
    final CleaveClient client;

    private TestClient(Duration answerWithin, FakeServer... servers) {
        Map<Address, FakeServer> byAddress = new HashMap<>();
        List<Address> addresses = new ArrayList<>();
        for (FakeServer server : servers) {
            Address address = new Address("server", addresses.size() + 1);
            addresses.add(address);
            byAddress.put(address, server);
        }
        Nodes nodes = new Nodes(addresses, address -> byAddress.get(address).channel());
        client = CleaveClient.of(nodes, time, Executors.newCachedThreadPool(), TIMEOUT, answerWithin, PATIENCE);
    }

    static TestClient of(FakeServer... servers) {
        return new TestClient(Duration.ofSeconds(20), servers);
    }

    /** One that waits for each answer for so long only, in real time. */
    static TestClient impatient(Duration answerWithin, FakeServer... servers) {
        return new TestClient(answerWithin, servers);
    }

    void end() {
        client.close();
    }

    @Override
    public void close() {
        end();
    }
}
