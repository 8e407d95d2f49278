package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobSubmission;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.store.sql.PostgresServer;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole service that is killed again and again while clients submit: each job that was acknowledged is there once, and
 * ends. How often: {@code -Dkills=200}; the moments follow from {@code -Dkills.first}.
 */
class KilledServiceIT {

    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final int FIRST = Integer.getInteger("kills.first", 1);
    private static final int SUBMITTERS = 4;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** How a service is started with a store of some kind. */
    private interface Start {

        Process at(int port) throws Exception;
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndEndsWithSqlite() throws Exception {
        killAgainAndAgain(port -> ServiceProcess.start(folder, port, 1));
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndEndsWithPostgres() throws Exception {
        String url = PostgresServer.newDatabase();
        int clusterPort = ServiceProcess.freePort();
        killAgainAndAgain(port -> ServiceProcess.startSharing(folder, port, 1, clusterPort, url, LEASE, true));
    }

    private void killAgainAndAgain(Start start) throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        int port = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 1);
        Process service = startAndWait(start, settings, port);
        Thread[] submitters = new Thread[SUBMITTERS];
        for (int i = 0; i < SUBMITTERS; i++) {
            String name = "s" + i;
            submitters[i] = new Thread(() -> submitUntilOver(settings, port, name));
            submitters[i].start();
        }
        SplittableRandom random = new SplittableRandom(FIRST);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int enough = acknowledged.size() + random.nextInt(5, 60);
                await().atMost(LONG).until(() -> acknowledged.size() >= enough);
                LockSupport.parkNanos(random.nextLong(20_000_000));
                service.destroyForcibly().waitFor();
                service = startAndWait(start, settings, port);
            }
            over.set(true);
            for (Thread submitter : submitters) {
                submitter.join();
            }
            compare(settings, port);
        } finally {
            over.set(true);
            service.destroyForcibly().waitFor();
            assertThat(census.awaitNone(Duration.ofSeconds(30))).isEmpty();
        }
    }

    private static Process startAndWait(Start start, ServiceSettings settings, int port) throws Exception {
        Process service = start.at(port);
        ServiceProcess.awaitAnswer(settings, port, LONG);
        return service;
    }

    private void submitUntilOver(ServiceSettings settings, int port, String name) {
        AtomicInteger count = new AtomicInteger();
        try (CleaveClient client = ServiceProcess.client(settings, port)) {
            while (!over.get()) {
                String key = name + "-" + count.getAndIncrement();
                String id = client.submitOnly(JobSubmission.of("nqueens")
                                .argument("n", 4)
                                .label("key", key)
                                .idempotencyKey(key))
                        .id();
                acknowledged.put(key, id);
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private void compare(ServiceSettings settings, int port) {
        try (CleaveClient client = ServiceProcess.client(settings, port)) {
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> count(client, JobState.QUEUED) + count(client, JobState.RUNNING) == 0);
            Set<String> keys = new HashSet<>();
            try (Stream<JobStatus> jobs = client.jobs(JobFilter.ALL)) {
                List<JobStatus> all = jobs.toList();
                for (JobStatus job : all) {
                    String key = job.labels().get("key");
                    assertThat(keys.add(key)).as("key %s twice", key).isTrue();
                    assertThat(job.state()).as("%s", job).isEqualTo(JobState.SUCCEEDED);
                }
            }
            assertThat(keys).containsAll(acknowledged.keySet());
            acknowledged.forEach(
                    (key, id) -> assertThat(client.job(id).labels()).as(id).containsEntry("key", key));
            System.out.println(
                    KILLS + " kills, " + acknowledged.size() + " jobs acknowledged, " + keys.size() + " there");
        }
    }

    private static long count(CleaveClient client, JobState state) {
        try (Stream<JobStatus> jobs = client.jobs(JobFilter.ALL.in(state))) {
            return jobs.count();
        }
    }
}
