package dev.cleave.cluster.transport;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;

/** The way to the controller, wherever in the cluster it runs. */
public final class ControllerProxy {

    private static final String SINGLETON = "controller";

    private ControllerProxy() {}

    /** A way to the controller from a process that cannot host it. */
    public static ActorRef<Remote.ToController> toElsewhere(ActorSystem<?> system) {
        return init(system, Behaviors.ignore());
    }

    /** Lets this process host the controller when it is its turn; returns the way to it. */
    public static ActorRef<Remote.ToController> hosting(
            ActorSystem<?> system, Behavior<Remote.ToController> controller) {
        return init(system, controller);
    }

    private static ActorRef<Remote.ToController> init(ActorSystem<?> system, Behavior<Remote.ToController> controller) {
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(controller, SINGLETON)
                        .withSettings(ClusterSingletonSettings.create(system).withRole(ActorSystems.CONTROLLER)));
    }
}
