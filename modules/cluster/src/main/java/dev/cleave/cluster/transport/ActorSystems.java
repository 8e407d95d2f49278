package dev.cleave.cluster.transport;

import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import dev.cleave.api.Code;
import dev.cleave.cluster.config.AkkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the actor systems of controllers and nodes. */
public final class ActorSystems {

    /** The role of processes that may host the controller. */
    public static final String CONTROLLER = "controller";

    /** The role of nodes. */
    public static final String WORKER = "worker";

    /** The name of every actor system of a cluster. */
    public static final String NAME = "cleave";

    /**
     * How long a controller that comes back waits for one of its nodes to answer before it forms a cluster of its own, which none
     * of them could join. The others have nothing to wait for.
     */
    private static final String OTHERS_ANSWER_WITHIN = "5s";

    private ActorSystems() {}

    /**
     * Starts an actor system and begins to join.
     *
     * @param guardian its first actor
     * @param role {@link #CONTROLLER} or {@link #WORKER}
     * @param seeds where to join, each as {@code host:port}; empty to form a cluster or to join by hand
     * @throws ClusterStartException if the address is refused or taken
     */
    public static <T> ActorSystem<T> start(
            Behavior<T> guardian, String role, TransportSettings settings, List<String> seeds)
            throws ClusterStartException {
        settings.check();
        return startUnchecked(guardian, role, settings, seeds);
    }

    /** The same with settings that others may refuse. */
    static <T> ActorSystem<T> startUnchecked(
            Behavior<T> guardian, String role, TransportSettings settings, List<String> seeds)
            throws ClusterStartException {
        ActorSystemSetup setup = ActorSystemSetup.create(AkkaConfig.setup(own(role, settings, seeds)));
        try {
            return ActorSystem.create(guardian, NAME, setup);
        } catch (RuntimeException e) {
            throw refusal(settings, e);
        }
    }

    /**
     * A port of a host that was free a moment ago.
     *
     * @throws ClusterStartException if there is none, or no such host
     */
    public static int freePort(String host) throws ClusterStartException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ClusterStartException(Code.IO, "no free port on " + host + ": " + e.getMessage());
        }
    }

    /** The address of a system, as {@code host:port}. */
    public static String address(ActorSystem<?> system) {
        akka.actor.Address address =
                akka.cluster.typed.Cluster.get(system).selfMember().address();
        return address.getHost().get() + ":" + address.getPort().get();
    }

    private static Map<String, Object> own(String role, TransportSettings settings, List<String> seeds) {
        Map<String, Object> own = new HashMap<>();
        own.put("akka.cluster.roles", List.of(role));
        own.put("akka.remote.artery.canonical.hostname", settings.host());
        own.put("akka.remote.artery.canonical.port", settings.port());
        own.put(
                "akka.cluster.seed-nodes",
                seeds.stream().map(seed -> "akka://" + NAME + "@" + seed).toList());
        if (role.equals(CONTROLLER) && seeds.size() > 1) {
            own.put("akka.cluster.seed-node-timeout", OTHERS_ANSWER_WITHIN);
        }
        settings.tlsFolder().ifPresent(folder -> {
            own.put("akka.remote.artery.transport", "tls-tcp");
            own.put("akka.remote.artery.ssl.ssl-engine-provider", NodeTls.class.getName());
            own.put(NodeTls.FOLDER, folder.toAbsolutePath().toString());
        });
        return own;
    }

    private static ClusterStartException refusal(TransportSettings settings, RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String at = settings.host() + ":" + settings.port();
        if (cause instanceof java.net.BindException) {
            return new ClusterStartException(
                    Code.IO, "address " + at + ": " + cause.getMessage() + " (expected: a free port of this machine)");
        }
        return new ClusterStartException(Code.NO_CLUSTER, "cannot listen on " + at + ": " + cause);
    }
}
