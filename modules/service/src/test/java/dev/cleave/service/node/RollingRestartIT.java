package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.Ending;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobSubmission;
import dev.cleave.cluster.LocalNodes;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every process of a service is ended by a signal and started again, one after the other, while a job runs. With {@code
 * -Dslack=1} nothing may be solved again.
 */
class RollingRestartIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int SLACK = Integer.getInteger("slack", 10);
    private static final int NUMBERS = 20_000;
    private static final int MICROS = 20_000;

    @TempDir
    Path folder;

    private int clusterPort;
    private CleaveClient client;

    @Test
    void aJobOutlivesEveryProcessThatItBeganOn() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        int port = ServiceProcess.freePort();
        clusterPort = ServiceProcess.freePort();
        Path home = folder.resolve("service");
        ServiceSettings settings = ServiceProcess.settings(home, port, 0);
        Process service = start(settings, port);
        LongBuffer tally = Chore.tally(folder.resolve("tally").toString());
        client = ServiceProcess.client(settings, port);
        LocalNodes first = node("first");
        LocalNodes second = node("second");
        try {
            String job = client.submitOnly(JobSubmission.of(Chore.class.getName())
                            .jar(TestJars.chore(folder))
                            .argument("numbers", NUMBERS)
                            .argument("micros", MICROS)
                            .argument("tally", folder.resolve("tally").toString()))
                    .id();
            awaitBothAtWork(job);

            service.destroy();
            assertThat(service.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            service = start(settings, port);
            awaitBothAtWork(job);
            said("the restart of the controller", tally);

            first = restart(first, "first again");
            awaitBothAtWork(job);
            said("the restart of the first node", tally);
            second = restart(second, "second again");
            awaitBothAtWork(job);
            said("the restart of the second node", tally);

            tally.put(1, 1);
            assertThat(client.result(job, LONG)).isEqualTo("sum " + NUMBERS / 2 * (NUMBERS - 1));
            JobStatus ended = client.job(job);
            Ending ending = ended.ending().orElseThrow();
            long again = said("the end", tally);
            System.out.println(
                    "reported: " + ending.reExecuted() + " executed again, " + ending.retries() + " retries");
            assertThat(ended.attempt()).isEqualTo(1);
            // A node has five seconds to give back what it holds, which may be too few on a busy machine.
            assertThat(again).as("solved again").isBetween(0L, SLACK == 1 ? 0L : NUMBERS / 4L);
        } finally {
            client.close();
            first.close();
            second.close();
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
            service.destroyForcibly().waitFor();
            List<ProcessHandle> left = census.awaitNone(Duration.ofSeconds(20));
            census.killAll();
            assertThat(left).isEmpty();
        }
    }

    private Process start(ServiceSettings settings, int port) throws Exception {
        Process service = ServiceProcess.startAt(settings.folder(), port, 0, clusterPort);
        ServiceProcess.awaitAnswer(settings, port, LONG);
        return service;
    }

    private LocalNodes node(String name) throws Exception {
        return LocalNodes.start(
                1,
                new LocalNodes.Settings(
                        "127.0.0.1:" + clusterPort, TransportSettings.loopback(0), folder.resolve(name), 1, List.of()));
    }

    /** What a node holds it gives back before it ends; another takes its place. */
    private LocalNodes restart(LocalNodes node, String name) throws Exception {
        ProcessHandle process = node.process(node.names().get(0));
        process.destroy();
        process.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
        node.close();
        await().atMost(LONG).until(() -> client.nodes().size() == 1);
        return node(name);
    }

    /** How many numbers were solved again. */
    private static long said(String after, LongBuffer tally) {
        long done = 0;
        long again = 0;
        for (int number = 0; number < NUMBERS; number++) {
            done += Math.min(1, Chore.solved(tally, number));
            again += Math.max(0, Chore.solved(tally, number) - 1);
        }
        System.out.println("after " + after + ": " + done + " of " + NUMBERS + " solved, " + again + " again");
        return again;
    }

    private void awaitBothAtWork(String job) {
        await().atMost(LONG)
                .until(() ->
                        client.nodes().size() == 2 && client.job(job).progress().busyLanes() == 2);
    }
}
