package dev.cleave.cluster.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.cleave.cluster.transport.Remote;
import org.jspecify.annotations.Nullable;

/** Where others knock in a process that may be the controller: lets them through to the controller while it is. */
public final class Door extends AbstractBehavior<Remote.ToController> {

    /** This process is the controller from now on. Only from this process. */
    public record Open(ActorRef<Remote.ToController> controller) implements Remote.ToController {}

    /** It is not any more, unless another term has begun here since. */
    public record Shut(ActorRef<Remote.ToController> controller) implements Remote.ToController {}

    private @Nullable ActorRef<Remote.ToController> controller;

    private Door(ActorContext<Remote.ToController> context) {
        super(context);
    }

    /** A door that is shut. */
    public static Behavior<Remote.ToController> create() {
        return Behaviors.setup(Door::new);
    }

    @Override
    public Receive<Remote.ToController> createReceive() {
        return newReceiveBuilder()
                .onMessage(Open.class, this::onOpen)
                .onMessage(Shut.class, this::onShut)
                .onMessage(Remote.Direct.class, this::onDirect)
                .build();
    }

    private Behavior<Remote.ToController> onOpen(Open open) {
        controller = open.controller();
        return this;
    }

    private Behavior<Remote.ToController> onShut(Shut shut) {
        if (shut.controller().equals(controller)) {
            controller = null;
        }
        return this;
    }

    private Behavior<Remote.ToController> onDirect(Remote.Direct message) {
        if (controller != null) {
            controller.tell(message);
        }
        return this;
    }
}
