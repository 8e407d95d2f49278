package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFuture;
import dev.cleave.client.JobSubmission;
import dev.cleave.client.Role;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.service.store.OwnerRow;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.sql.SqliteSettings;
import dev.cleave.service.store.sql.SqliteStore;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs on one node of two lanes: the lane time that each gets, as each counts its own. */
class LaneSharesIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int NUMBERS = 1_000_000;
    private static final int MICROS = 2_000;
    /** Shares are looked at over so long at a time: sixteen slices. */
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private static final double CLOSE = 0.05;
    private static final int LANES = 2;
    /** Base cases begun before a lane was taken away may end while another job has it. */
    private static final double HANDED_OVER = 1.2;

    @TempDir
    Path folder;

    /** Waits until the first job has had its share within a window; on a machine with nothing else to do, the first one. */
    private void awaitShareOfFirst(int firstWeight, int secondWeight, double expected) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder, 0, LANES);
        try (Store store = SqliteStore.open(SqliteSettings.in(folder.resolve("store")), InstantSource.system())) {
            var writer = store.takeEpoch(store.epoch());
            writer.putOwner(new OwnerRow("ada", firstWeight, 0, 0, 0));
            writer.putOwner(new OwnerRow("bob", secondWeight, 0, 0, 0));
        }
        try (ServiceNode service = ServiceNode.start(settings);
                CleaveClient admin =
                        ServiceProcess.client(settings, service.apiAddress().getPort());
                CleaveClient ada = of(admin, "ada", service);
                CleaveClient bob = of(admin, "bob", service)) {
            Path chore = TestJars.chore(folder);
            LongBuffer firstTally = Chore.tally(folder.resolve("ada.tally").toString());
            LongBuffer secondTally = Chore.tally(folder.resolve("bob.tally").toString());
            JobFuture<String> first = ada.submit(submission(chore, "ada.tally"));
            JobFuture<String> second = bob.submit(submission(chore, "bob.tally"));
            await().atMost(LONG).until(() -> firstTally.get(0) > 0 && secondTally.get(0) > 0);
            List<Double> shares = new ArrayList<>();
            List<Double> lanes = new ArrayList<>();
            long[] before = {firstTally.get(0), secondTally.get(0), System.nanoTime()};
            await().conditionEvaluationListener(
                            looked -> System.out.println("shares of the first so far, of " + expected + ": " + shares))
                    .alias("a share of " + expected)
                    .atMost(LONG)
                    .pollDelay(WINDOW)
                    .pollInterval(WINDOW)
                    .until(() -> {
                        long ofFirst = firstTally.get(0) - before[0];
                        long ofSecond = secondTally.get(0) - before[1];
                        before[0] += ofFirst;
                        before[1] += ofSecond;
                        long now = System.nanoTime();
                        lanes.add((double) (ofFirst + ofSecond) / (now - before[2]));
                        before[2] = now;
                        double share = (double) ofFirst / (ofFirst + ofSecond);
                        shares.add(share);
                        return Math.abs(share - expected) <= CLOSE;
                    });
            System.out.println("weights " + firstWeight + ":" + secondWeight + ", shares of the first " + shares
                    + ", lanes used by both " + lanes);
            assertThat(lanes).allMatch(used -> used <= LANES * HANDED_OVER);
            admin.cancel(first.id());
            admin.cancel(second.id());
        }
    }

    private JobSubmission submission(Path chore, String tally) {
        return JobSubmission.of(Chore.class.getName())
                .jar(chore)
                .argument("numbers", NUMBERS)
                .argument("micros", MICROS)
                .argument("tally", folder.resolve(tally).toString());
    }

    private static CleaveClient of(CleaveClient admin, String owner, ServiceNode service) {
        String secret =
                admin.createToken(owner, Role.SUBMITTER, true, Optional.empty()).secret();
        return CleaveClient.connect("127.0.0.1:" + service.apiAddress().getPort())
                .token(secret)
                .build();
    }

    @Test
    void twoJobsOfEqualShareGetHalfOfTheLaneTimeEach() throws Exception {
        awaitShareOfFirst(1, 1, 0.5);
    }

    @Test
    void anOwnerOfThreeTimesTheWeightGetsThreeTimesTheLaneTime() throws Exception {
        awaitShareOfFirst(3, 1, 0.75);
    }
}
