package dev.cleave.cluster.controller;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import dev.cleave.cluster.transport.ActorSystems;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The processes that belong to the cluster, as Akka sees them now. Thread-safe. */
final class Members {

    private final Cluster cluster;

    /** The members of a system's cluster. */
    Members(ActorSystem<?> system) {
        this.cluster = Cluster.get(system);
    }

    /** Who is at an address: one life of a process, which another one at the same address is not. */
    Optional<UniqueAddress> at(Address address) {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .map(Member::uniqueAddress)
                .filter(member -> member.address().equals(address))
                .findFirst();
    }

    /** The nodes, registered or not. */
    Set<UniqueAddress> nodes() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(ActorSystems.WORKER))
                .map(Member::uniqueAddress)
                .collect(Collectors.toSet());
    }

    /** Whoever cannot be reached. */
    Set<UniqueAddress> unreachable() {
        return cluster.state().getUnreachable().stream()
                .map(Member::uniqueAddress)
                .collect(Collectors.toSet());
    }

    /** Takes a process out of the cluster, unless another one has its address by now. */
    void remove(UniqueAddress member) {
        if (at(member.address()).filter(member::equals).isPresent()) {
            cluster.manager().tell(new Down(member.address()));
        }
    }
}
