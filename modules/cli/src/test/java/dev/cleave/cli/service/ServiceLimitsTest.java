package dev.cleave.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.api.ApiSettings;
import dev.cleave.service.node.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ServiceLimitsTest {

    private static final Path FOLDER = Path.of("/some/folder");

    private static Configuration set(Map<String, String> variables) {
        Given nothing = new Given(new CommandLine(CommandSpec.create()).parseArgs());
        return Configuration.of(nothing, new Surroundings(variables, Path.of("/no/home")));
    }

    private static ServiceSettings settings(Map<String, String> variables) {
        return ServiceLimits.of(set(variables))
                .settings(
                        "a",
                        FOLDER,
                        TransportSettings.loopback(7170),
                        Optional.empty(),
                        (name, arguments) -> Optional.empty());
    }

    @Test
    void whatIsNotSetIsAsTheServiceHasIt() {
        ServiceSettings settings = settings(Map.of());
        assertThat(settings.api()).isEqualTo(ApiSettings.onLoopback(7171, FOLDER.resolve("incoming")));
        assertThat(settings.queue()).isEqualTo(QueueSettings.defaults());
        assertThat(settings.retention()).isEqualTo(ServiceSettings.DEFAULT_RETENTION);
        assertThat(settings.mostLogBytes()).isEqualTo(ServiceSettings.DEFAULT_MOST_LOG_BYTES);
        assertThat(settings.mostBlobBytes()).isEqualTo(ServiceSettings.DEFAULT_MOST_BLOB_BYTES);
        assertThat(settings.tokenFile()).isEqualTo(FOLDER.resolve("secret/admin.token"));
        assertThat(settings.runnerMemory()).isEmpty();
        assertThat(settings.owners()).isEmpty();
    }

    @Test
    void whatIsSetGoesWhereItBelongs() {
        ServiceSettings settings = settings(Map.ofEntries(
                Map.entry("CLEAVE_NODE_API_HOSTS", "jobs.example"),
                Map.entry("CLEAVE_NODE_API_MAX_REQUEST", "2MiB"),
                Map.entry("CLEAVE_NODE_API_MAX_BLOB", "2g"),
                Map.entry("CLEAVE_NODE_API_MAX_JAR", "3m"),
                Map.entry("CLEAVE_NODE_API_MAX_JAR_ENTRIES", "11"),
                Map.entry("CLEAVE_NODE_API_MAX_JAR_EXPANDED", "12m"),
                Map.entry("CLEAVE_NODE_API_MAX_JAR_RATIO", "13"),
                Map.entry("CLEAVE_NODE_API_REQUESTS_PER_TOKEN", "14"),
                Map.entry("CLEAVE_NODE_API_REQUESTS_PER_ADDRESS", "15"),
                Map.entry("CLEAVE_NODE_API_MAX_CONNECTIONS", "16"),
                Map.entry("CLEAVE_NODE_API_MAX_FEEDS", "17"),
                Map.entry("CLEAVE_NODE_API_PATIENCE", "18s"),
                Map.entry("CLEAVE_NODE_QUEUE_RUNNING", "19"),
                Map.entry("CLEAVE_NODE_QUEUE_WAITING", "20"),
                Map.entry("CLEAVE_NODE_QUEUE_USAGE_HALF_LIFE", "21s"),
                Map.entry("CLEAVE_NODE_QUEUE_AGING", "22s"),
                Map.entry("CLEAVE_NODE_QUEUE_BACK_OFF", "23s"),
                Map.entry("CLEAVE_NODE_QUEUE_LONGEST_BACK_OFF", "24s"),
                Map.entry("CLEAVE_NODE_QUEUE_SOONEST_RETURN", "25s"),
                Map.entry("CLEAVE_NODE_QUEUE_LATEST_RETURN", "26s"),
                Map.entry("CLEAVE_NODE_RETENTION_AGE", "27s"),
                Map.entry("CLEAVE_NODE_RETENTION_JOBS", "28"),
                Map.entry("CLEAVE_NODE_LOGS_QUOTA", "29m"),
                Map.entry("CLEAVE_NODE_RUNNER_MEMORY", "30m"),
                Map.entry("CLEAVE_NODE_BLOBS_QUOTA", "32m"),
                Map.entry("CLEAVE_NODE_TOKEN_FILE", "/else/where"),
                Map.entry("CLEAVE_NODE_LANES", "31")));
        ApiSettings api = settings.api();
        assertThat(api.hosts()).containsExactly("jobs.example");
        assertThat(api.maxRequestBytes()).isEqualTo(2 << 20);
        assertThat(api.maxBlobBytes()).isEqualTo(2L << 30);
        assertThat(api.archives().maxBytes()).isEqualTo(3 << 20);
        assertThat(api.archives().maxEntries()).isEqualTo(11);
        assertThat(api.archives().maxExpandedBytes()).isEqualTo(12 << 20);
        assertThat(api.archives().maxRatio()).isEqualTo(13);
        assertThat(api.perToken()).isEqualTo(14);
        assertThat(api.perAddress()).isEqualTo(15);
        assertThat(api.maxConnections()).isEqualTo(16);
        assertThat(api.maxFeeds()).isEqualTo(17);
        assertThat(api.patience()).isEqualTo(Duration.ofSeconds(18));
        long second = Duration.ofSeconds(1).toNanos();
        QueueSettings queue = settings.queue();
        assertThat(queue)
                .isEqualTo(new QueueSettings(
                        19,
                        20,
                        21 * second,
                        22 * second,
                        QueueSettings.defaults().presumedLaneNanos(),
                        23 * second,
                        24 * second,
                        25 * second,
                        26 * second));
        assertThat(settings.retention().maxAgeMillis()).isEqualTo(27_000);
        assertThat(settings.retention().maxJobs()).isEqualTo(28);
        assertThat(settings.mostLogBytes()).isEqualTo(29 << 20);
        assertThat(settings.runnerMemory()).contains(30L << 20);
        assertThat(settings.mostBlobBytes()).isEqualTo(32 << 20);
        assertThat(settings.tokenFile()).isEqualTo(Path.of("/else/where"));
        assertThat(settings.lanes()).isEqualTo(31);
    }

    @Test
    void timesThatAreOutOfOrderAreRefused() {
        Configuration set = set(Map.of("CLEAVE_NODE_QUEUE_BACK_OFF", "11m"));
        assertThatThrownBy(() -> ServiceLimits.of(set))
                .hasMessage(
                        "CLEAVE_NODE_QUEUE_BACK_OFF: PT11M (expected: at most queue.longest-back-off, which is PT10M)");
    }
}
