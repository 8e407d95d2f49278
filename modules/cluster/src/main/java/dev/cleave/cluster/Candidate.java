package dev.cleave.cluster;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import dev.cleave.cluster.controller.Door;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.transport.ActorSystems;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.ControllerProxy;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.cluster.transport.TransportSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that belongs to a cluster, or is about to, and can be its controller. Whether it is, others decide.
 *
 * <p>Safe for use by many threads.
 */
public final class Candidate implements AutoCloseable {

    private static final long TERMINATE_SECONDS = 5;

    private final ActorSystem<Void> system;
    private final akka.cluster.typed.Cluster cluster;
    private final ActorRef<Remote.ToController> door;

    private Candidate(ActorSystem<Void> system) {
        this.system = system;
        this.cluster = akka.cluster.typed.Cluster.get(system);
        this.door = ControllerProxy.hosting(system, Door.create());
    }

    /**
     * A process that belongs to no cluster yet.
     *
     * @throws ClusterStartException if the address is refused or taken
     */
    public static Candidate start(TransportSettings transport) throws ClusterStartException {
        return new Candidate(ActorSystems.start(Behaviors.empty(), ActorSystems.CONTROLLER, transport, List.of()));
    }

    /** Where others reach it, as {@code host:port}. */
    public String address() {
        return ActorSystems.address(system);
    }

    /** Forms a cluster of this process alone. */
    public void found() {
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }

    /** Tries from now on, until it succeeds, to join a cluster of which these are members, each as {@code host:port}. */
    public void join(List<String> seeds) {
        List<Address> addresses = seeds.stream()
                .map(seed -> AddressFromURIString.parse("akka://" + ActorSystems.NAME + "@" + seed))
                .toList();
        cluster.manager().tell(new JoinSeedNodes(addresses));
    }

    /** Whether it belongs to a cluster. */
    public boolean isMember() {
        MemberStatus status = cluster.selfMember().status();
        return status == MemberStatus.up() || status == MemberStatus.weaklyUp();
    }

    /** Where the members of its cluster are, as far as they can be reached, each as {@code host:port}. */
    public Set<String> reachable() {
        Set<Member> unreachable = cluster.state().getUnreachable();
        Set<String> reachable = new HashSet<>();
        for (Member member : cluster.state().getMembers()) {
            if (!unreachable.contains(member)) {
                reachable.add(member.address().getHost().get() + ":"
                        + member.address().getPort().get());
            }
        }
        return reachable;
    }

    /** Whether the cluster has given it up, or it has ended otherwise: it does not come back. */
    public boolean isOver() {
        return system.getWhenTerminated().toCompletableFuture().isDone()
                || cluster.selfMember().status() == MemberStatus.down()
                || cluster.isTerminated();
    }

    /**
     * Is the controller from now on, until what is returned is closed. Once every job is submitted that earlier controllers
     * left, {@link Cluster#settled} is to be called.
     *
     * @param epoch its term, higher than that of every controller before it
     * @throws ClusterStartException if the folder cannot be used
     */
    public Cluster lead(ClusterSettings settings, long epoch, NodeListener listener) throws ClusterStartException {
        return Cluster.lead(system, door, settings, epoch, listener);
    }

    /** Ends its membership, at once; others notice by themselves. */
    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(TERMINATE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            system.log().warn("the actor system did not end in {} s", TERMINATE_SECONDS);
        }
    }
}
