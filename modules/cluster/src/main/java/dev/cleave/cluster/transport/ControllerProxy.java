package dev.cleave.cluster.transport;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;

/**
 * The way to the controller, wherever in the cluster it runs.
 *
 * <p>Each process that may be the controller has an actor of the same name, and passes on what comes to it if it is; so who
 * looks for the controller says so to all of them. There is no need for the members to agree on who it is, which takes
 * them long when one of them has just died.
 */
public final class ControllerProxy {

    private static final String NAME = "controller";

    private final ActorRefResolver resolver;
    private final Cluster cluster;

    private ControllerProxy(ActorSystem<?> system) {
        this.resolver = ActorRefResolver.get(system);
        this.cluster = Cluster.get(system);
    }

    /** A way to the controller from a process that cannot be it. */
    public static ControllerProxy toElsewhere(ActorSystem<?> system) {
        return new ControllerProxy(system);
    }

    /** Lets this process be the controller, or may be: gives the actor the name under which others look for it. */
    public static ActorRef<Remote.ToController> hosting(
            ActorSystem<?> system, Behavior<Remote.ToController> controller) {
        return system.systemActorOf(controller, NAME, Props.empty());
    }

    /** Says something to whoever is the controller; of no effect where nobody is. */
    public void tell(Remote.Direct message) {
        for (Member member : cluster.state().getMembers()) {
            if (member.hasRole(ActorSystems.CONTROLLER)
                    && member.status() != MemberStatus.down()
                    && member.status() != MemberStatus.removed()) {
                resolver.<Remote.ToController>resolveActorRef(member.address() + "/system/" + NAME)
                        .tell(message);
            }
        }
    }
}
