package dev.cleave.service.node;

import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.queue.OwnerTerms;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.api.ApiSettings;
import dev.cleave.service.desk.Programs;
import dev.cleave.service.store.Retention;
import dev.cleave.service.store.sql.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a job service is run.
 *
 * @param name what its node is called
 * @param folder where everything is kept: the store, blobs, the first token, logs
 * @param lanes how many lanes of this machine work, 0 for none
 * @param transport where further nodes reach the controller
 * @param api where people and programs reach it
 * @param queue times and bounds of the queue
 * @param programs what comes with the cluster
 * @param retention how long jobs are remembered after their end
 * @param mostLogBytes how much the logs of ended jobs may take on this machine, in bytes
 * @param shared the store that this node shares with others, any of which may be the controller; empty for one of its own
 * @param owners what owners may do, by name, of whom something was said
 * @param runnerMemory the heap of runners whose job asks for none, in bytes
 * @param mostBlobBytes how much jars and large results may take on this machine, in bytes
 * @param tokenFile where the first token is put
 */
public record ServiceSettings(
        String name,
        Path folder,
        int lanes,
        TransportSettings transport,
        ApiSettings api,
        QueueSettings queue,
        Programs programs,
        Retention retention,
        long mostLogBytes,
        Optional<SharedStore> shared,
        Map<String, OwnerTerms> owners,
        Optional<Long> runnerMemory,
        long mostBlobBytes,
        Path tokenFile) {

    /**
     * A store for several nodes.
     *
     * @param database where it is
     * @param lease for how long a controller that is not heard of is taken for one, more than a second
     */
    public record SharedStore(PostgresSettings database, Duration lease) {

        /** 5 s. */
        public static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);

        public SharedStore {
            if (lease.compareTo(Duration.ofSeconds(1)) <= 0) {
                throw new IllegalArgumentException("lease: " + lease + " (expected: more than 1 s)");
            }
        }
    }

    /** 90 days, and no more than a million jobs. */
    public static final Retention DEFAULT_RETENTION =
            new Retention(Duration.ofDays(90).toMillis(), 1_000_000);

    /** 4 GiB. */
    public static final long DEFAULT_MOST_LOG_BYTES = 4L << 30;

    /** 16 GiB. */
    public static final long DEFAULT_MOST_BLOB_BYTES = 16L << 30;

    /** With the usual times and bounds of what is kept. */
    public ServiceSettings(
            String name,
            Path folder,
            int lanes,
            TransportSettings transport,
            ApiSettings api,
            QueueSettings queue,
            Programs programs) {
        this(
                name,
                folder,
                lanes,
                transport,
                api,
                queue,
                programs,
                DEFAULT_RETENTION,
                DEFAULT_MOST_LOG_BYTES,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                DEFAULT_MOST_BLOB_BYTES,
                tokenFile(folder));
    }

    /** The same with a store that is shared with other nodes. */
    public ServiceSettings sharing(SharedStore store) {
        return new ServiceSettings(
                name,
                folder,
                lanes,
                transport,
                api,
                queue,
                programs,
                retention,
                mostLogBytes,
                Optional.of(store),
                owners,
                runnerMemory,
                mostBlobBytes,
                tokenFile);
    }

    public ServiceSettings {
        owners = Map.copyOf(owners);
    }

    /** Where the first token is put in a folder, unless told otherwise. */
    public static Path tokenFile(Path folder) {
        return folder.resolve("secret").resolve("admin.token");
    }
}
