package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs on one node of two lanes: the lane time that each gets, from what each says it has done. */
class LaneSharesIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int NUMBERS = 20_000;
    private static final int MICROS = 2_000;

    @TempDir
    Path folder;

    private double shareOfFirst(int firstWeight, int secondWeight) throws Exception {
        ServiceSettings settings = ServiceProcess.settings(folder, 0, 2);
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
            JobSubmission chore = JobSubmission.of(Chore.class.getName())
                    .jar(TestJars.chore(folder))
                    .argument("numbers", NUMBERS)
                    .argument("micros", MICROS);
            JobFuture<String> first = ada.submit(chore);
            JobFuture<String> second = bob.submit(chore);
            await().atMost(LONG).until(() -> fraction(admin, first) > 0 && fraction(admin, second) > 0);
            double firstBefore = fraction(admin, first);
            double secondBefore = fraction(admin, second);
            await().atMost(LONG)
                    .until(() -> fraction(admin, first) - firstBefore + fraction(admin, second) - secondBefore > 0.4);
            double firstDone = fraction(admin, first) - firstBefore;
            double secondDone = fraction(admin, second) - secondBefore;
            admin.cancel(first.id());
            admin.cancel(second.id());
            return firstDone / (firstDone + secondDone);
        }
    }

    private static double fraction(CleaveClient client, JobFuture<?> job) {
        return client.job(job.id()).progress().fraction();
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
        assertThat(shareOfFirst(1, 1)).isCloseTo(0.5, within(0.05));
    }

    @Test
    void anOwnerOfThreeTimesTheWeightGetsThreeTimesTheLaneTime() throws Exception {
        assertThat(shareOfFirst(3, 1)).isCloseTo(0.75, within(0.05));
    }
}
