package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobState;
import dev.cleave.client.JobSubmission;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.SharingNodes;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes at one PostgreSQL database; the one that is the controller is killed while a job runs, and its worker with it. Another
 * goes on with the job. How often: {@code -Dfailovers=20}; the moments follow from {@code -Dfailovers.first}.
 */
class PostgresFailoverIT {

    private static final int KILLS = Integer.getInteger("failovers", 1);
    private static final int FIRST = Integer.getInteger("failovers.first", 1);
    private static final int SLACK = Integer.getInteger("slack", 10);
    private static final int NUMBERS = 1_500;
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void anotherNodeGoesOnWhenTheControllersIsKilled() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        SplittableRandom random = new SplittableRandom(FIRST);
        Path chore = TestJars.chore(folder);
        try (SharingNodes nodes = new SharingNodes(folder, 3, Duration.ofSeconds(5), true);
                CleaveClient client = nodes.client()) {
            int late = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                Path file = folder.resolve("tally-" + kill + "-" + late);
                LongBuffer tally = Chore.tally(file.toString());
                String job = client.submitOnly(JobSubmission.of(Chore.class.getName())
                                .jar(chore)
                                .argument("numbers", NUMBERS)
                                .argument("micros", 10_000)
                                .argument("tally", file.toString()))
                        .id();
                double until = 0.1 + random.nextDouble(0.5);
                await().atMost(LONG)
                        .until(() -> client.job(job).progress().fraction() > until
                                || client.job(job).state() == JobState.SUCCEEDED);
                if (client.job(job).state() == JobState.SUCCEEDED) {
                    System.out.println("too late: the job has ended already");
                    late++;
                    assertThat(late)
                            .as("jobs that ended before they were seen at work")
                            .isLessThanOrEqualTo(KILLS);
                    kill--;
                    continue;
                }
                int controller = nodes.controller().orElseThrow();
                nodes.kill(controller);
                long killedAt = System.nanoTime();
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> client.job(job).state() != JobState.RUNNING
                                || client.job(job).progress().busyLanes() == 2);
                double workedAfter = (System.nanoTime() - killedAt) / 1e9;
                int next = nodes.controller().orElseThrow();
                assertThat(next).isNotEqualTo(controller);
                assertThat(client.result(job, LONG)).isEqualTo("sum " + NUMBERS * (NUMBERS - 1) / 2);
                assertThat(client.job(job).attempt()).isEqualTo(1);
                int again = 0;
                for (int number = 0; number < NUMBERS; number++) {
                    again += (int) Chore.solved(tally, number) - 1;
                }
                System.out.printf(
                        "node %d killed at %.0f %%: every lane left worked for node %d after %.1f s, %d of %d solved again%n",
                        controller, 100 * until, next, workedAfter, again, NUMBERS);
                assertThat(workedAfter).as("seconds until work went on").isLessThan(10.0 * SLACK);
                // What the killed node had in hand: no more than its share.
                assertThat(again).as("solved again").isBetween(0, NUMBERS / 3);
                nodes.restart(controller);
                nodes.awaitNodes(3);
            }
            // A lease that was finished and is granted once more breaks the journal, and so does a result that is lost.
            assertThat(nodes.logs()).doesNotContain("cannot be gone on with", "run from its beginning again");
        } finally {
            assertThat(census.awaitNone(Duration.ofSeconds(30))).isEmpty();
        }
    }
}
