package dev.cleave.service.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.executor.Chunks;
import dev.cleave.client.executor.CleaveExecutor;
import dev.cleave.client.executor.ClusterFuture;
import dev.cleave.client.executor.Shared;
import dev.cleave.client.executor.Task;
import dev.cleave.client.executor.TestTasks;
import dev.cleave.client.executor.WorkContract;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.node.ServiceSettings;
import dev.cleave.testkit.process.ProcessCensus;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the executor, with tasks that run on two nodes, processes of their own. */
class ClusterExecutorIT extends WorkContract {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    static Path home;

    private static ProcessCensus census;
    private static Process service;
    private static LocalNodes nodes;
    private static CleaveClient client;

    @BeforeAll
    static void twoNodes() throws Exception {
        census = ProcessCensus.from(home);
        int port = ServiceProcess.freePort();
        int clusterPort = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(home.resolve("service"), port, 0);
        service = ServiceProcess.startAt(settings.folder(), port, 0, clusterPort);
        await().atMost(LONG).until(() -> answers(settings, port));
        nodes = LocalNodes.start(
                2,
                new LocalNodes.Settings(
                        "127.0.0.1:" + clusterPort,
                        TransportSettings.loopback(0),
                        home.resolve("nodes"),
                        2,
                        List.of()));
        client = ServiceProcess.client(settings, port);
        await().atMost(LONG).until(() -> client.nodes().size() == 2);
    }

    private static boolean answers(ServiceSettings settings, int port) {
        if (!Files.exists(settings.tokenFile())) {
            return false;
        }
        try (CleaveClient asking = ServiceProcess.client(settings, port)) {
            return !asking.version().version().isEmpty();
        } catch (CleaveException notYet) {
            return false;
        }
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        client.close();
        nodes.close();
        service.destroyForcibly().waitFor();
        assertThat(census.awaitNone(Duration.ofSeconds(10))).isEmpty();
    }

    @Override
    protected CleaveExecutor newExecutor() throws Exception {
        return CleaveExecutor.on(client)
                .lanes(4)
                .classPath(origin(TestTasks.class))
                .classPath(origin(NodeTasks.class))
                .build();
    }

    private static Path origin(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void anInitializerRunsInEachProcess() throws Exception {
        try (CleaveExecutor executor = CleaveExecutor.on(client)
                .classPath(origin(TestTasks.class))
                .classPath(origin(NodeTasks.class))
                .initializer(NodeTasks.leavingAFile(home))
                .build()) {
            List<Integer> numbers = IntStream.range(0, 20).boxed().toList();
            assertThat(executor.map(numbers, NodeTasks.fileOfTheProcess(), Chunks.of(1)))
                    .isNotEmpty()
                    .allMatch(file -> Files.exists(Path.of(file)));
        }
    }

    @Test
    void aFailingInitializerFailsTheExecutor() throws Exception {
        try (CleaveExecutor executor = CleaveExecutor.on(client)
                .classPath(origin(TestTasks.class))
                .initializer(TestTasks.failing("no model"))
                .build()) {
            assertThatThrownBy(() -> executor.submit(TestTasks.returning(1)).get())
                    .rootCause()
                    .hasMessage("no model");
            assertThatThrownBy(() -> executor.submit(TestTasks.returning(1)))
                    .isInstanceOf(RejectedExecutionException.class)
                    .rootCause()
                    .hasMessage("no model");
        }
    }

    @Test
    void aTaskThatEndsItsProcessFailsAndNoOtherOne() throws Exception {
        CleaveExecutor executor = executor();
        var bad = executor.submit(NodeTasks.halting());
        assertThat(executor.map(List.of(1, 2, 3), NodeTasks.addingOne(), Chunks.of(1)))
                .containsExactly(2, 3, 4);
        assertThatThrownBy(bad::get).hasMessageContaining("POISON");
    }

    @Test
    void nothingIsLostOrDoubledWhenANodeDies() throws Exception {
        List<Integer> inputs = IntStream.range(0, 400).boxed().toList();
        Path began = home.resolve("began");
        CleaveExecutor executor = executor();
        Thread killer = killingANodeWhen(began);
        assertThat(executor.map(inputs, NodeTasks.addingOneSlowly(began), Chunks.of(5)))
                .isEqualTo(inputs.stream().map(n -> n + 1).toList());
        killer.join();
        nodes.startAnother();
    }

    @Test
    void nothingIsLostOrDoubledWhenANodeDiesAmidSubmittedOnes() throws Exception {
        Path began = home.resolve("began, one by one");
        CleaveExecutor executor = executor();
        Thread killer = killingANodeWhen(began);
        List<Task<Integer>> tasks = IntStream.range(0, 300)
                .mapToObj(n -> NodeTasks.slowly(began, n))
                .toList();
        assertThat(executor.gatherOrFail(tasks))
                .isEqualTo(IntStream.range(0, 300).boxed().toList());
        killer.join();
        assertThat(executor.progress().succeeded()).isEqualTo(300);
        nodes.startAnother();
    }

    @Test
    void nothingIsLostOrDoubledWhenANodeDiesAmidWaitingOnesThatReadASharedValue() throws Exception {
        Path began = home.resolve("began, waiting");
        CleaveExecutor executor = executor();
        Shared<List<Integer>> table =
                executor.share(IntStream.range(1000, 1100).boxed().toList());
        Thread killer = killingANodeWhen(began);
        List<Task<Integer>> tasks = IntStream.range(0, 100)
                .mapToObj(n -> NodeTasks.lookingUpSlowly(began, table, n))
                .toList();
        assertThat(executor.io().gatherOrFail(tasks))
                .isEqualTo(IntStream.range(1000, 1100).boxed().toList());
        killer.join();
        assertThat(executor.progress().succeeded()).isEqualTo(100);
        nodes.startAnother();
    }

    @Test
    void tasksThatWaitTakeNoLaneAndNeedNone(@TempDir Path folder) throws Exception {
        CleaveExecutor executor = executor();
        List<ClusterFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(executor.io().submit(TestTasks.waitingFor(folder, "waits-" + i, "go")));
        }
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("waits-19")));
        for (int i = 0; i < 4; i++) {
            all.add(executor.submit(TestTasks.waitingFor(folder, "computes-" + i, "go")));
        }
        await().atMost(LONG)
                .until(() -> IntStream.range(0, 4).allMatch(i -> Files.exists(folder.resolve("computes-" + i))));
        all.get(0).cancel(true);
        assertThat(executor.io().submit(TestTasks.returning("beside")).get()).isEqualTo("beside");
        TestTasks.touch(folder.resolve("go").toString());
        for (ClusterFuture<String> each : all.subList(1, all.size())) {
            assertThat(each.get()).isNotEmpty();
        }
    }

    private static Thread killingANodeWhen(Path began) {
        Thread killer = new Thread(() -> {
            await().atMost(LONG).until(() -> Files.exists(began));
            String name = nodes.names().stream()
                    .filter(node -> nodes.process(node).isAlive())
                    .findAny()
                    .orElseThrow();
            nodes.process(name).destroyForcibly();
        });
        killer.start();
        return killer;
    }
}
