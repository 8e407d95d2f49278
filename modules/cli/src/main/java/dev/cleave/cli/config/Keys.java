package dev.cleave.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can be set of a node. docs/configuration.md is held against this table. */
public final class Keys {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int MILLION = 1_000_000;

    public static final Key<String> NAME = Key.open(
                    "name", Kind.nodeName(), "the host's name", "what the node is called; unique in its cluster")
            .with("--name");
    public static final Key<Path> DIR = Key.open(
                    "dir",
                    Kind.path(),
                    "`~/.cleave/service`; with `seeds` a temporary folder",
                    "where everything is kept: store, blobs, first token, logs; made if it does not exist")
            .with("--dir");
    public static final Key<Integer> LANES = Key.open(
                    "lanes",
                    Kind.integer(0, 1024, " threads"),
                    "one per core",
                    "how many lanes of this machine work; 0 is for a node without `seeds` only")
            .with("--lanes");
    public static final Key<List<String>> SEEDS = Key.open(
                    "seeds",
                    Kind.addresses(),
                    "none: the node is a job service of its own",
                    "whom to join and work for; the keys `api`, `queue` and so on then have no effect")
            .with("--seed");
    public static final Key<Path> TLS = Key.open(
                    "tls",
                    Kind.folder(),
                    "none: loopback only",
                    "a folder with `node.key`, `node.crt` and `ca.crt`, for nodes and for the API off loopback")
            .with("--tls");
    public static final Key<Boolean> VERBOSE = Key.of(
                    "verbose", Kind.flag(), "false", "the log goes to standard error, and not to `node.log`")
            .with("--verbose");
    public static final Key<Path> TOKEN_FILE =
            Key.open("token-file", Kind.path(), "`secret/admin.token` in `dir`", "where the first token is put");

    public static final Key<String> NODE_HOST = Key.of(
                    "node.host", Kind.host(), "127.0.0.1", "where other nodes reach this one")
            .with("--host");
    public static final Key<Integer> NODE_PORT = Key.open(
                    "node.port", Kind.port(), "`7170`; with `seeds` any that is free", "the port for that")
            .with("--port");
    public static final Key<Boolean> NODE_INSECURE = Key.of(
                    "node.insecure-network",
                    Kind.flag(),
                    "false",
                    "allows a `node.host` other than loopback without `tls`, where everybody is trusted")
            .with("--insecure-network");

    public static final Key<String> API_HOST = Key.of(
                    "api.host",
                    Kind.host(),
                    "127.0.0.1",
                    "where the API listens; elsewhere than on loopback by TLS only")
            .with("--api-host");
    public static final Key<Integer> API_PORT =
            Key.of("api.port", Kind.port(), "7171", "the port for that").with("--api-port");
    public static final Key<List<String>> API_HOSTS = Key.open(
            "api.hosts",
            Kind.hosts(),
            "none",
            "further names under which people reach the API; requests for others are refused");
    public static final Key<Path> API_CLIENT_AUTHORITY = Key.open(
            "api.client-authority",
            Kind.file(),
            "none is asked for",
            "a certificate in PEM: clients must show one that it signed, beside their token");
    public static final Key<Long> API_MAX_REQUEST =
            Key.of("api.max-request", Kind.bytes(KIB, GIB), "1MiB", "the largest request that is no upload");
    public static final Key<Long> API_MAX_BLOB =
            Key.of("api.max-blob", Kind.bytes(KIB, 1024 * GIB), "1GiB", "the largest upload");
    public static final Key<Long> API_MAX_JAR =
            Key.of("api.max-jar", Kind.bytes(KIB, 4 * GIB - MIB), "256MiB", "the largest jar");
    public static final Key<Integer> API_MAX_JAR_ENTRIES =
            Key.of("api.max-jar-entries", Kind.integer(1, 65_534, " entries"), "50000", "the most entries of a jar");
    public static final Key<Long> API_MAX_JAR_EXPANDED = Key.of(
            "api.max-jar-expanded", Kind.bytes(KIB, 1024 * GIB), "1GiB", "the size of all entries of a jar, expanded");
    public static final Key<Integer> API_MAX_JAR_RATIO = Key.of(
            "api.max-jar-ratio", Kind.integer(1, 2000, " times"), "200", "how much an entry above 1 MiB may expand");
    public static final Key<Integer> API_PER_TOKEN =
            Key.of("api.requests-per-token", Kind.integer(1, MILLION, " a second"), "2000", "requests of one token");
    public static final Key<Integer> API_PER_ADDRESS = Key.of(
            "api.requests-per-address", Kind.integer(1, MILLION, " a second"), "4000", "requests of one address");
    public static final Key<Integer> API_MAX_CONNECTIONS =
            Key.of("api.max-connections", Kind.integer(1, MILLION, " connections"), "1000", "connections at a time");
    public static final Key<Integer> API_MAX_FEEDS = Key.of(
            "api.max-feeds",
            Kind.integer(10, MILLION, " feeds"),
            "1000",
            "watches and followed logs at a time; a tenth of them for one token");
    public static final Key<Duration> API_PATIENCE =
            Key.of("api.patience", Kind.time(), "30s", "how long an answer may take");

    public static final Key<String> STORE_URL = Key.open(
                    "store.url",
                    Kind.database(),
                    "none: a store of its own, in `dir`",
                    "a PostgreSQL database that several nodes share: each of them may be the controller, and any may be lost")
            .with("--store");
    public static final Key<String> STORE_USER =
            Key.open("store.user", Kind.text(), "as the URL says, or `PGUSER`", "whom the database knows");
    public static final Key<Path> STORE_PASSWORD_FILE = Key.open(
            "store.password-file",
            Kind.file(),
            "as the URL says, `PGPASSWORD`, or `~/.pgpass`",
            "a file with the user's password");
    public static final Key<Integer> STORE_READERS = Key.of(
            "store.readers", Kind.integer(1, 100, " connections"), "8", "connections that read; a few more write");
    public static final Key<Duration> STORE_LEASE = Key.of(
            "store.lease",
            Kind.time(),
            "5s",
            "more than 1s: for how long a controller that is not heard of is taken for one; the same at all nodes");

    public static final Key<Integer> QUEUE_RUNNING =
            Key.of("queue.running", Kind.integer(1, 1000, " jobs"), "16", "how many jobs run at a time");
    public static final Key<Integer> QUEUE_WAITING = Key.of(
            "queue.waiting",
            Kind.integer(1, 10 * MILLION, " jobs"),
            "100000",
            "how many jobs wait; more are refused as `QUEUE_FULL`");
    public static final Key<Duration> QUEUE_HALF_LIFE =
            Key.of("queue.usage-half-life", Kind.time(), "24h", "after how long what an owner has used counts half");
    public static final Key<Duration> QUEUE_AGING = Key.of(
            "queue.aging", Kind.time(), "30m", "after how long without a start an owner's priority counts one higher");
    public static final Key<Duration> QUEUE_BACK_OFF = Key.of(
            "queue.back-off",
            Kind.time(),
            "5s",
            "how long a failed job waits before its first retry; doubles with each");
    public static final Key<Duration> QUEUE_MOST_BACK_OFF =
            Key.of("queue.longest-back-off", Kind.time(), "10m", "how long at most");
    public static final Key<Duration> QUEUE_LEAST_RETURN = Key.of(
            "queue.soonest-return", Kind.time(), "1s", "when who was refused is told to come back, at the soonest");
    public static final Key<Duration> QUEUE_MOST_RETURN =
            Key.of("queue.latest-return", Kind.time(), "5m", "and at the latest");

    public static final Key<Optional<Duration>> RETENTION_AGE = Key.of(
            "retention.age",
            Kind.timeOrNever(),
            "90d",
            "for how long ended jobs are remembered; `never`: until there are too many");
    public static final Key<Integer> RETENTION_JOBS = Key.of(
            "retention.jobs",
            Kind.integer(0, Integer.MAX_VALUE, " jobs"),
            "1000000",
            "how many ended jobs are remembered; 0: any number");
    public static final Key<Long> LOGS_QUOTA = Key.of(
            "logs.quota", Kind.bytes(MIB, 1024 * GIB), "4GiB", "what the logs of ended jobs take on this machine");
    public static final Key<Long> BLOBS_QUOTA = Key.of(
            "blobs.quota",
            Kind.bytes(MIB, 1024 * 1024 * GIB),
            "16GiB",
            "what jars and large results take on this machine; those not used for longest give way, and uploads are refused as"
                    + " `BLOBS_FULL` before one does that a job or a result needs");
    public static final Key<Long> RUNNER_MEMORY = Key.open(
            "runner.memory",
            Kind.bytes(16 * MIB, 1024 * GIB),
            "a quarter of the machine's memory",
            "the heap of the processes that run a job's code on each node, where the job asks for none with `-Xmx`");

    /** All, in the order of the reference. */
    public static final List<Key<?>> ALL = List.of(
            NAME,
            DIR,
            LANES,
            SEEDS,
            TLS,
            VERBOSE,
            TOKEN_FILE,
            NODE_HOST,
            NODE_PORT,
            NODE_INSECURE,
            API_HOST,
            API_PORT,
            API_HOSTS,
            API_CLIENT_AUTHORITY,
            API_MAX_REQUEST,
            API_MAX_BLOB,
            API_MAX_JAR,
            API_MAX_JAR_ENTRIES,
            API_MAX_JAR_EXPANDED,
            API_MAX_JAR_RATIO,
            API_PER_TOKEN,
            API_PER_ADDRESS,
            API_MAX_CONNECTIONS,
            API_MAX_FEEDS,
            API_PATIENCE,
            STORE_URL,
            STORE_USER,
            STORE_PASSWORD_FILE,
            STORE_READERS,
            STORE_LEASE,
            QUEUE_RUNNING,
            QUEUE_WAITING,
            QUEUE_HALF_LIFE,
            QUEUE_AGING,
            QUEUE_BACK_OFF,
            QUEUE_MOST_BACK_OFF,
            QUEUE_LEAST_RETURN,
            QUEUE_MOST_RETURN,
            RETENTION_AGE,
            RETENTION_JOBS,
            LOGS_QUOTA,
            BLOBS_QUOTA,
            RUNNER_MEMORY);

    private Keys() {}
}
