package dev.cleave.client;

import dev.cleave.api.Arguments;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.JobFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a cluster: submits jobs, follows them, and tells what the cluster knows.
 *
 * <pre>{@code
 * try (CleaveClient cluster = CleaveClient.connect("10.0.0.1:7070", "10.0.0.2:7070")
 *         .authority(Path.of("ca.crt"))
 *         .tokenFile(Path.of("token"))
 *         .build()) {
 *
 *   // A program that comes with the cluster; its result as text.
 *   JobFuture<String> queens = cluster.submit(JobSubmission.of("nqueens").argument("n", 16).priority(5));
 *   queens.thenAccept(System.out::println);
 *
 *   // A job of your own; its jar or folder of classes goes along, its result comes as it is.
 *   JobFuture<Long> mine = cluster.submit(new MyJob(), Map.of("size", 1000));
 *   try {
 *     long answer = mine.get(1, TimeUnit.HOURS);
 *   } catch (ExecutionException e) {
 *     if (e.getCause() instanceof JobFailedException failed) {
 *       System.err.println(failed.failure().path() + ": " + failed.failure().stackTrace());
 *     }
 *   } catch (TimeoutException tooSlow) {
 *     mine.cancel(true);
 *   }
 *
 *   // What happens to a job, and which are there.
 *   cluster.watch(queens.id(), event -> System.out.println(event));
 *   cluster.jobs(JobFilter.ALL.in(JobState.QUEUED)).limit(10).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p><b>Accepted is durable.</b> {@code submit} returns when the cluster has the job on disk. If the answer is lost the
 * client asks again, at this node or another, with the same idempotency key: there is one job however often it asked.
 * Give a key of your own to be able to submit again after your program was restarted.
 *
 * <p><b>Nodes may die.</b> Name several; when one does not answer, the next is asked. Watches and futures go on where they
 * were, no event lost or told twice. Only {@link #createToken} is not asked again after a lost answer, since the secret
 * would be lost: {@code UNCERTAIN}.
 *
 * <p><b>Refusals</b> are {@link CleaveException}s with code, field, what was given and what was expected. What may be
 * accepted later ({@code QUEUE_FULL}) is tried again after the time that the cluster names, within the {@linkplain
 * ClientBuilder#timeout timeout}.
 *
 * <p><b>Closed by default.</b> Without an {@linkplain ClientBuilder#authority authority} only this machine's own addresses
 * are accepted, since the token would be seen by others.
 *
 * <p><b>Several clusters.</b> {@link #fromEnvironment} reads {@code CLEAVE_ADDRESS} (comma-separated), {@code CLEAVE_TOKEN}
 * or {@code CLEAVE_TOKEN_FILE}, and {@code CLEAVE_AUTHORITY}. Without {@code CLEAVE_ADDRESS} it takes the cluster that
 * {@code CLEAVE_CLUSTER} names, or else the default, of {@code ~/.config/cleave/clusters.properties}:
 *
 * <pre>
 * default = here
 * here.address = 127.0.0.1:7070
 * here.token-file = ~/.cleave/token
 * lab.address = a.lab:7070, b.lab:7070
 * lab.token = ...
 * lab.authority = lab-ca.crt
 * </pre>
 *
 * Paths are relative to the file, {@code ~/} to the home folder. A file with a token must be its owner's only.
 *
 * <p>Safe for use by many threads at once. Methods that return anything but a {@link JobFuture}, a watch or a stream wait
 * for the answer; {@code submit} does for the acceptance. Waiting ends when the thread is interrupted, with {@code
 * INTERRUPTED}. Every call throws a {@link CleaveException} if it is refused or nobody answers.
 */
public final class CleaveClient implements AutoCloseable {

    private final Nodes nodes;
    private final Time time;
    private final ExecutorService callbacks;
    private final Jobs jobs;
    private final Results results;
    private final Listings listings;
    private final Administration administration;
    private final Pipelines pipelines;
    private final Following following;
    private final RandomGenerator random;
    private final Duration patience;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private CleaveClient(
            Nodes nodes,
            Time time,
            ExecutorService callbacks,
            Duration timeout,
            Duration answerWithin,
            Duration patience) {
        RandomGenerator random = new java.util.Random();
        Asking asking = new Asking(nodes, time, random, timeout, answerWithin);
        this.nodes = nodes;
        this.time = time;
        this.callbacks = callbacks;
        this.jobs = new Jobs(asking);
        this.results = new Results(asking, jobs, time, random);
        this.listings = new Listings(asking);
        this.administration = new Administration(asking);
        this.pipelines = new Pipelines(asking);
        this.random = random;
        this.patience = patience;
        this.following = new Following(nodes, time, random, patience, jobs, results, callbacks);
    }

    static CleaveClient of(
            Nodes nodes,
            Time time,
            ExecutorService callbacks,
            Duration timeout,
            Duration answerWithin,
            Duration patience) {
        return new CleaveClient(nodes, time, callbacks, timeout, answerWithin, patience);
    }

    /**
     * A client of the nodes at these addresses, each as {@code host:port}.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if one is something else
     */
    public static ClientBuilder connect(String address, String... more) {
        return new ClientBuilder(Stream.concat(Stream.of(address), Arrays.stream(more))
                .map(Address::parse)
                .toList());
    }

    /**
     * A client as the environment says, or the file of clusters.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if neither names one, or they are not as described above
     */
    public static ClientBuilder fromEnvironment() {
        return fromEnvironment(System.getenv(), clusters());
    }

    /**
     * A client as an environment says that is not this process's, or a file of clusters.
     *
     * @param environment the variables by name
     * @param clusters the file, which need not be there if the environment names an address
     * @throws CleaveException {@code INVALID_ARGUMENT} if neither names a cluster, or they are not as described above
     */
    public static ClientBuilder fromEnvironment(Map<String, String> environment, Path clusters) {
        return ClientBuilder.from(environment, clusters);
    }

    /**
     * A client of a cluster in the file of clusters.
     *
     * @param name which
     * @throws CleaveException {@code INVALID_ARGUMENT} if there is no such file or cluster, or it is not as described above
     */
    public static ClientBuilder cluster(String name) {
        return ClientBuilder.of(Profile.read(clusters(), name));
    }

    private static Path clusters() {
        return Path.of(System.getProperty("user.home"), ".config", "cleave", "clusters.properties");
    }

    /** Submits a job; its result comes as text, as the program prints it. */
    public JobFuture<String> submit(JobSubmission job) {
        return following.future(jobs.submit(job), Decoding.TEXT);
    }

    /** Submits a job that is not to be followed here, and answers what the cluster says of it. */
    public JobStatus submitOnly(JobSubmission job) {
        return jobs.submit(job);
    }

    /**
     * Submits a job whose class is known here; its result comes as a value.
     *
     * @param job what to run, and how
     * @param program the same job, which knows how results are encoded and which classes they are of
     */
    public <P, R> JobFuture<R> submit(JobSubmission job, Job<P, R> program) {
        return following.future(jobs.submit(job), Decoding.of(program));
    }

    /**
     * Submits a job with the jar, or the folder of classes, that its class was loaded from.
     *
     * @param program the job
     * @param arguments values by parameter name; checked here already
     */
    public <P, R> JobFuture<R> submit(Job<P, R> program, Map<String, ?> arguments) {
        Map<String, String> text = new TreeMap<>();
        arguments.forEach((name, value) -> text.put(name, String.valueOf(value)));
        try {
            Arguments.parse(program.parameters(), text);
        } catch (InvalidArgumentException refused) {
            throw CleaveException.of(
                    CleaveException.INVALID_ARGUMENT, String.valueOf(refused.getMessage()), false, refused);
        }
        JobSubmission job = JobSubmission.of(program.getClass().getName()).jar(CodeSources.of(program.getClass()));
        for (Map.Entry<String, String> each : text.entrySet()) {
            job = job.argument(each.getKey(), each.getValue());
        }
        return submit(job, program);
    }

    /** A future of a job that was submitted before, by whomever; its result comes as text. */
    public JobFuture<String> attach(String id) {
        return following.future(jobs.status(id), Decoding.TEXT);
    }

    /** A future of a job that was submitted before, by whomever; its result comes as a value. */
    public <P, R> JobFuture<R> attach(String id, Job<P, R> program) {
        return following.future(jobs.status(id), Decoding.of(program));
    }

    /**
     * Tells what has happened to a job from its beginning, and what happens until it ends. Returns at once.
     *
     * @return a way to stop; the watch ends by itself with the job or the client
     */
    public JobWatch watch(String id, JobListener listener) {
        return following.watch(id, listener);
    }

    /**
     * Opens the session that a job is: one that was submitted with the argument {@code cleave.session}, and whose class has a
     * parameter of that name. Returns at once; the session is open when its listener hears of room. It ends with the client, of
     * which its listener hears.
     */
    public Session openSession(String id, SessionListener listener) {
        Session session = new Session(nodes, time, random, patience, id, listener, sessions::remove);
        sessions.add(session);
        session.begin();
        if (closed) {
            session.end(closedNow());
        }
        return session;
    }

    /**
     * Jobs, the newest first. Fetched page by page as the stream is read, which blocks for each.
     *
     * @param filter which
     */
    public Stream<JobStatus> jobs(JobFilter filter) {
        return listings.jobs(filter);
    }

    /** What the cluster says of a job. */
    public JobStatus job(String id) {
        return jobs.status(id);
    }

    /**
     * The result of a job as text.
     *
     * @param wait how long to wait for its end
     * @throws JobFailedException if it has failed
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws CleaveException {@code JOB_NOT_ENDED} if it has not ended by then
     */
    public String result(String id, Duration wait) throws JobFailedException {
        return String.valueOf(results.result(id, wait, Decoding.TEXT));
    }

    /**
     * The result of a job as a value; null if the program's result is.
     *
     * @param wait how long to wait for its end
     * @param program the job, which knows how results are encoded
     * @throws JobFailedException if it has failed, or the result cannot be decoded
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws CleaveException {@code JOB_NOT_ENDED} if it has not ended by then
     */
    public <P, R> @Nullable R result(String id, Duration wait, Job<P, R> program) throws JobFailedException {
        return results.result(id, wait, Decoding.of(program));
    }

    /**
     * What a job's code has printed. Reading blocks until there is more; close the stream to end that. If the connection
     * breaks, reading throws {@code LOG_INTERRUPTED}: lines have no numbers by which to go on.
     *
     * @param follow whether to go on with what comes, until the job has ended
     * @param tail only so many lines from the end; 0 for all that is kept
     */
    public Stream<LogLine> logs(String id, boolean follow, int tail) {
        return listings.logs(id, follow, tail);
    }

    /** Asks for the end of a job. Asking again does no harm. */
    public Cancellation cancel(String id) {
        return jobs.cancel(id);
    }

    /** Submits a job that has failed or was cancelled once more, as a new job, which is returned. */
    public JobStatus retry(String id) {
        return jobs.retry(id);
    }

    /** Why a job does not run, or runs slowly. */
    public Explanation why(String id) {
        return jobs.why(id);
    }

    /** What the cluster does about pipelines. */
    public Pipelines pipelines() {
        return pipelines;
    }

    /** The nodes of the cluster. */
    public List<NodeStatus> nodes() {
        return administration.nodes();
    }

    /** Has a node take no more work, and hand over what it has. Returns when it has been told, not when it is done. */
    public NodeStatus drain(String node) {
        return administration.drain(node);
    }

    /**
     * Makes a token. Its secret is in the answer, and nowhere else.
     *
     * @param owner whose jobs are submitted with it
     * @param mayUpload whether its holder may bring code
     * @param expiresIn for how long it is good; empty for ever
     * @throws CleaveException {@code UNCERTAIN} if the answer was lost: there may be a token now that nobody knows
     */
    public NewToken createToken(String owner, Role role, boolean mayUpload, Optional<Duration> expiresIn) {
        return administration.create(owner, role, mayUpload, expiresIn);
    }

    /** All tokens, without their secrets. */
    public List<Token> tokens() {
        return administration.tokens();
    }

    /** Ends a token. Asking again does no harm. */
    public Token revokeToken(String id) {
        return administration.revoke(id);
    }

    /** The version of the node that answers. */
    public ServerVersion version() {
        return administration.version();
    }

    /** Closes all connections. Jobs go on; watches, sessions and futures that are not done end with {@code CLOSED}. */
    @Override
    public void close() {
        closed = true;
        following.close();
        sessions.forEach(session -> session.end(closedNow()));
        nodes.close();
        time.close();
        callbacks.shutdown();
    }

    private static CleaveException closedNow() {
        return CleaveException.of(CleaveException.CLOSED, "the client is closed", false, null);
    }
}
