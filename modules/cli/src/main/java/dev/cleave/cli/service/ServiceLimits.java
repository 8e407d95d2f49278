package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.config.Configuration;
import dev.cleave.cli.config.Key;
import dev.cleave.cli.config.Keys;
import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.api.ApiSettings;
import dev.cleave.service.archive.ArchiveLimits;
import dev.cleave.service.desk.Programs;
import dev.cleave.service.node.ServiceSettings;
import dev.cleave.service.store.Retention;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was set of a job service, as the service wants to know it: its API, its queue, and what it keeps. */
record ServiceLimits(Configuration set) {

    /**
     * Checks what goes together.
     *
     * @throws CommandException if it does not
     */
    static ServiceLimits of(Configuration set) {
        inOrder(set, Keys.QUEUE_BACK_OFF, Keys.QUEUE_MOST_BACK_OFF);
        inOrder(set, Keys.QUEUE_LEAST_RETURN, Keys.QUEUE_MOST_RETURN);
        return new ServiceLimits(set);
    }

    private static void inOrder(Configuration set, Key<Duration> least, Key<Duration> most) {
        if (set.get(least).compareTo(set.get(most)) > 0) {
            throw CommandException.usage(set.what(least) + ": " + set.get(least) + " (expected: at most " + most.name()
                    + ", which is " + set.get(most) + ")");
        }
    }

    ServiceSettings settings(
            String name,
            Path folder,
            TransportSettings transport,
            Optional<ServiceSettings.SharedStore> shared,
            Programs programs) {
        return new ServiceSettings(
                name,
                folder,
                set.find(Keys.LANES).orElse(Runtime.getRuntime().availableProcessors()),
                transport,
                api(folder.resolve("incoming")),
                queue(),
                programs,
                new Retention(
                        set.get(Keys.RETENTION_AGE).map(Duration::toMillis).orElse(0L), set.get(Keys.RETENTION_JOBS)),
                set.get(Keys.LOGS_QUOTA),
                shared,
                set.owners(),
                set.find(Keys.RUNNER_MEMORY),
                set.get(Keys.BLOBS_QUOTA),
                set.find(Keys.TOKEN_FILE).orElse(ServiceSettings.tokenFile(folder)));
    }

    private QueueSettings queue() {
        return QueueSettings.defaults()
                .withMost(set.get(Keys.QUEUE_RUNNING), set.get(Keys.QUEUE_WAITING))
                .withUsage(
                        set.get(Keys.QUEUE_HALF_LIFE).toNanos(),
                        set.get(Keys.QUEUE_AGING).toNanos())
                .withBackOff(
                        set.get(Keys.QUEUE_BACK_OFF).toNanos(),
                        set.get(Keys.QUEUE_MOST_BACK_OFF).toNanos())
                .withRetryAfter(
                        set.get(Keys.QUEUE_LEAST_RETURN).toNanos(),
                        set.get(Keys.QUEUE_MOST_RETURN).toNanos());
    }

    private ApiSettings api(Path incoming) {
        Set<String> hosts = new HashSet<>(set.find(Keys.API_HOSTS).orElse(List.of()));
        if (!isLoopback()) {
            hosts.add(set.get(Keys.API_HOST));
        }
        return new ApiSettings(
                address(),
                apiTls().map(tls -> new ApiSettings.Tls(
                        tls.resolve("node.crt"), tls.resolve("node.key"), set.find(Keys.API_CLIENT_AUTHORITY))),
                hosts,
                incoming,
                set.get(Keys.API_MAX_REQUEST),
                set.get(Keys.API_MAX_BLOB),
                new ArchiveLimits(
                        set.get(Keys.API_MAX_JAR),
                        set.get(Keys.API_MAX_JAR_ENTRIES),
                        set.get(Keys.API_MAX_JAR_EXPANDED),
                        set.get(Keys.API_MAX_JAR_RATIO),
                        ArchiveLimits.DEFAULT.maxDepth()),
                set.get(Keys.API_PER_TOKEN),
                set.get(Keys.API_PER_ADDRESS),
                set.get(Keys.API_MAX_CONNECTIONS),
                set.get(Keys.API_MAX_FEEDS),
                set.get(Keys.API_PATIENCE));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(set.get(Keys.API_HOST), set.get(Keys.API_PORT));
    }

    private boolean isLoopback() {
        return address().getAddress().isLoopbackAddress();
    }

    /** On loopback nobody listens in, so that certificates are of use between nodes only. */
    Optional<Path> apiTls() {
        return isLoopback() ? Optional.empty() : set.find(Keys.TLS);
    }
}
