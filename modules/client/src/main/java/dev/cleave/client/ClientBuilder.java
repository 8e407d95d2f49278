package dev.cleave.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link CleaveClient} that is being described. For one thread. */
public final class ClientBuilder {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final List<Address> addresses;
    private @Nullable String token;
    private @Nullable Path authority;
    private boolean tls;
    private Duration timeout = Duration.ofSeconds(30);
    private Duration patience = Duration.ofMinutes(10);

    ClientBuilder(List<Address> addresses) {
        if (addresses.isEmpty()) {
            throw CleaveException.invalid("address", "none", "host:port of at least one node");
        }
        this.addresses = List.copyOf(addresses);
    }

    /** By the variables of some environment, and the clusters of a file for what they leave open. */
    static ClientBuilder from(Map<String, String> environment, Path file) {
        String address = environment.getOrDefault("CLEAVE_ADDRESS", "");
        ClientBuilder builder = address.isBlank()
                ? of(Profile.read(file, environment.getOrDefault("CLEAVE_CLUSTER", "")))
                : new ClientBuilder(Address.parseAll(address));
        variable(environment, "CLEAVE_TOKEN_FILE").map(Path::of).ifPresent(builder::tokenFile);
        variable(environment, "CLEAVE_TOKEN").ifPresent(builder::token);
        variable(environment, "CLEAVE_AUTHORITY").map(Path::of).ifPresent(builder::authority);
        return builder;
    }

    static ClientBuilder of(Profile profile) {
        ClientBuilder builder = new ClientBuilder(profile.addresses());
        profile.token().ifPresent(builder::token);
        profile.authority().ifPresent(builder::authority);
        return builder;
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /** What is shown to the cluster: the secret of a token. */
    public ClientBuilder token(String secret) {
        token = secret.strip();
        return this;
    }

    /**
     * The same, from a file.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if it cannot be read, or others can read it
     */
    public ClientBuilder tokenFile(Path file) {
        token = Profile.secret(file);
        return this;
    }

    /**
     * Connects by TLS, and believes servers that this authority vouches for; their certificate must have the name or number
     * of the address.
     *
     * @param certificates the file with the authority's certificate, PEM: {@code ca.crt} of {@code cleave ca init}
     */
    public ClientBuilder authority(Path certificates) {
        authority = certificates;
        tls = true;
        return this;
    }

    /** Connects by TLS, and believes servers that an authority vouches for which the JVM trusts. */
    public ClientBuilder tls() {
        tls = true;
        return this;
    }

    /** How long one call may take, with all that is tried meanwhile. 30 s unless set. */
    public ClientBuilder timeout(Duration most) {
        timeout = positive("timeout", most);
        return this;
    }

    /** How long watches and futures try to reach a cluster that does not answer. Ten minutes unless set. */
    public ClientBuilder patience(Duration most) {
        patience = positive("patience", most);
        return this;
    }

    private static Duration positive(String field, Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw CleaveException.invalid(field, length.toString(), "more than nothing");
        }
        return length;
    }

    /**
     * The client. Connects when it is first asked something.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if an address is another machine's and TLS is off, or a file
     *     cannot be read
     */
    public CleaveClient build() {
        ThreadPoolExecutor callbacks = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.daemons("cleave-client"));
        Connections connections = new Connections(addresses, tls, authority, token, callbacks);
        return CleaveClient.of(
                new Nodes(addresses, connections), new SystemTime(), callbacks, timeout, ANSWER_WITHIN, patience);
    }
}
