package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;
import dev.cleave.client.JobState;
import dev.cleave.client.JobSubmission;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The controller's process is killed while a job runs on three nodes, which live on; the next one goes on with the job, with
 * the same runners. How often: {@code -Dfailovers=20}; the moments follow from {@code -Dfailovers.first}.
 */
class FailoverIT {

    private static final int KILLS = Integer.getInteger("failovers", 1);
    private static final int FIRST = Integer.getInteger("failovers.first", 1);
    private static final int NUMBERS = 2_000;
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aJobGoesOnWhenTheControllerIsKilled() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        SplittableRandom random = new SplittableRandom(FIRST);
        int port = ServiceProcess.freePort();
        int clusterPort = ServiceProcess.freePort();
        Path home = folder.resolve("service");
        ServiceSettings settings = ServiceProcess.settings(home, port, 0);
        Path chore = TestJars.chore(folder);
        Process service = startAndWait(settings, port, clusterPort);
        try (LocalNodes nodes = LocalNodes.start(
                        3,
                        new LocalNodes.Settings(
                                "127.0.0.1:" + clusterPort,
                                TransportSettings.loopback(0),
                                folder.resolve("nodes"),
                                1,
                                List.of()));
                CleaveClient client = ServiceProcess.client(settings, port)) {
            assertThat(nodes.names()).hasSize(3);
            await().atMost(LONG).until(() -> client.nodes().size() == 3);
            for (int kill = 0; kill < KILLS; kill++) {
                Path file = folder.resolve("tally-" + kill);
                LongBuffer tally = Chore.tally(file.toString());
                String job = client.submitOnly(JobSubmission.of(Chore.class.getName())
                                .jar(chore)
                                .argument("numbers", NUMBERS)
                                .argument("micros", 10_000)
                                .argument("tally", file.toString()))
                        .id();
                double until = 0.1 + random.nextDouble(0.4);
                await().atMost(LONG).until(() -> client.job(job).progress().fraction() > until);
                List<String> runners = runners();
                service.destroyForcibly().waitFor();
                long killedAt = System.nanoTime();
                service = startAndWait(settings, port, clusterPort);
                await().atMost(LONG)
                        .until(() -> client.job(job).state() != JobState.RUNNING
                                || client.job(job).progress().busyLanes() == 3);
                long workedAfter = System.nanoTime() - killedAt;
                assertThat(client.result(job, LONG)).isEqualTo("sum " + NUMBERS * (NUMBERS - 1) / 2);
                assertThat(client.job(job).attempt()).isEqualTo(1);
                assertThat(runners()).as("the runners of the nodes").isEqualTo(runners);
                long again = 0;
                for (int number = 0; number < NUMBERS; number++) {
                    again += Chore.solved(tally, number) - 1;
                }
                System.out.printf(
                        "killed at %.0f %%: every lane worked for the next controller after %.1f s, %d of %d solved again%n",
                        100 * until, workedAfter / 1e9, again, NUMBERS);
                assertThat(again).as("solved again").isBetween(0L, NUMBERS / 20L);
            }
            assertThat(Files.readString(home.resolve("service.log"))).doesNotContain("cannot be gone on with");
        } finally {
            service.destroyForcibly().waitFor();
            assertThat(census.awaitNone(Duration.ofSeconds(10))).isEmpty();
        }
    }

    /** The numbers of the processes that the nodes have put to work last. */
    private List<String> runners() throws Exception {
        List<String> runners = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("nodes"), 2)) {
            for (Path file : files.filter(each -> each.getFileName().toString().equals("runner.pid"))
                    .sorted()
                    .toList()) {
                runners.add(Files.readString(file));
            }
        }
        assertThat(runners).hasSize(3);
        return runners;
    }

    private Process startAndWait(ServiceSettings settings, int port, int clusterPort) throws Exception {
        Process service = ServiceProcess.startAt(settings.folder(), port, 0, clusterPort);
        await().atMost(LONG).until(() -> {
            if (!Files.exists(settings.tokenFile())) {
                return false;
            }
            try (CleaveClient client = CleaveClient.connect("127.0.0.1:" + port)
                    .tokenFile(settings.tokenFile())
                    .timeout(Duration.ofSeconds(1))
                    .build()) {
                return !client.version().version().isEmpty();
            } catch (CleaveException notYet) {
                return false;
            }
        });
        return service;
    }
}
