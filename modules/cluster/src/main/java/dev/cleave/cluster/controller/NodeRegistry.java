package dev.cleave.cluster.controller;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.cluster.UniqueAddress;
import dev.cleave.cluster.lifeline.LifelineServer;
import dev.cleave.cluster.peer.Link;
import dev.cleave.cluster.peer.LinkOwner;
import dev.cleave.cluster.transport.Remote;
import dev.cleave.core.job.NodeId;
import dev.cleave.core.membership.Membership;
import dev.cleave.wire.cluster.ClusterMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The nodes that are registered with a controller, each with its link and its lifeline. Not thread-safe. */
final class NodeRegistry {

    /**
     * A node that is registered.
     *
     * @param number which of the controller's links is its
     * @param replyTo the other end of that, as text
     * @param member where in the cluster it is
     * @param life who that was when it registered; empty if Akka did not know yet
     * @param lifeline the token of its lifeline; empty if there is none
     */
    record Node(
            NodeId id,
            int lanes,
            int number,
            String replyTo,
            Address member,
            Optional<UniqueAddress> life,
            ActorRef<Remote.ToLink> link,
            String lifeline) {

        String lanesInWords() {
            return lanes + (lanes == 1 ? " lane" : " lanes");
        }

        /** Where it is, as {@code host:port}. */
        String address() {
            return member.getHost().orElse("") + ":" + member.getPort().orElse(0);
        }
    }

    private final ActorRefResolver resolver;
    private final long epoch;
    private final @Nullable LifelineServer lifelines;
    private final BiFunction<LinkOwner, String, ActorRef<Remote.ToLink>> spawner;
    private final BiConsumer<NodeId, Integer> lifelineEnded;
    private final Membership membership = new Membership();
    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private int links;

    /**
     * No nodes.
     *
     * @param spawner makes a link of some name for an owner
     * @param lifelineEnded told of which node and link a lifeline has ended, on another thread
     */
    NodeRegistry(
            ActorSystem<?> system,
            long epoch,
            @Nullable LifelineServer lifelines,
            BiFunction<LinkOwner, String, ActorRef<Remote.ToLink>> spawner,
            BiConsumer<NodeId, Integer> lifelineEnded) {
        this.resolver = ActorRefResolver.get(system);
        this.epoch = epoch;
        this.lifelines = lifelines;
        this.spawner = spawner;
        this.lifelineEnded = lifelineEnded;
    }

    /** Every registered node. */
    Collection<Node> all() {
        return nodes.values();
    }

    /** A node, or null if it is not registered. */
    @Nullable
    Node find(NodeId id) {
        return nodes.get(id);
    }

    /** A node, or null if it is not registered or has another link by now. */
    @Nullable
    Node find(NodeId id, int link) {
        Node node = nodes.get(id);
        return node == null || node.number() != link ? null : node;
    }

    /** Adds a node, with a new link; one that it had is closed. */
    Node add(
            ClusterMessage.RegisterNode register,
            ActorRef<Remote.ToLink> peer,
            Optional<UniqueAddress> life,
            BiFunction<NodeId, Integer, LinkOwner> owners) {
        Node before = nodes.get(register.node());
        if (before != null) {
            remove(before);
        }
        NodeId id = register.node();
        int number = ++links;
        ActorRef<Remote.ToLink> link = spawner.apply(owners.apply(id, number), "link-" + number);
        link.tell(new Link.Connect(peer));
        String lifeline = lifelines == null ? "" : lifelines.expect(() -> lifelineEnded.accept(id, number));
        Node node = new Node(
                id, register.lanes(), number, register.replyTo(), peer.path().address(), life, link, lifeline);
        nodes.put(id, node);
        membership.heartbeat(id, System.nanoTime());
        welcome(node, peer);
        return node;
    }

    /** Tells a node that it is registered. */
    void welcome(Node node, ActorRef<Remote.ToLink> peer) {
        String replyTo = resolver.toSerializationFormat(node.link());
        peer.tell(new Remote.Direct(new ClusterMessage.NodeRegistered(node.id(), epoch, replyTo)));
        if (lifelines != null) {
            peer.tell(new Remote.LifelineOffered(lifelines.port(), node.lifeline()));
        }
    }

    /** Notes that a node is alive. */
    void heard(NodeId id, int link, long now) {
        if (find(id, link) != null) {
            membership.heartbeat(id, now);
        }
    }

    /** The nodes that have become too silent, each told once. */
    List<Node> silent(long now) {
        List<Node> silent = new ArrayList<>();
        for (NodeId id : membership.lost(now)) {
            Node node = nodes.get(id);
            if (node != null) {
                silent.add(node);
            }
        }
        return silent;
    }

    /** Removes a node and closes its link and its lifeline; it may come back. */
    void remove(Node node) {
        nodes.remove(node.id());
        node.link().tell(new Link.Close());
        if (lifelines != null) {
            lifelines.drop(node.lifeline());
        }
    }

    /** Closes every lifeline. */
    void letGo() {
        if (lifelines != null) {
            for (Node node : nodes.values()) {
                lifelines.drop(node.lifeline());
            }
        }
    }
}
