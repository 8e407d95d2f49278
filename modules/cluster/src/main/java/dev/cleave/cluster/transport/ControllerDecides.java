package dev.cleave.cluster.transport;

import akka.actor.AbstractActor;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.Cluster;
import akka.cluster.DowningProvider;
import akka.remote.artery.ThisActorSystemQuarantinedEvent;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * What stands in the place of Akka's split-brain resolver: no member takes out another because it does not hear of it; the
 * controller does, and there is one controller.
 *
 * <p>Akka's strategies need all members to come to the same decision. The one that fits here, to keep the side that gets
 * a lease, needs the lease at whatever member happens to lead its side, which is as likely a node that only works, has no
 * access to the store, and should have none. A member that finds no controller starts anew without being told (the node
 * agents; {@code Candidacy} in {@code core}). What is left for here is a member that was taken out and learns it from a peer that
 * refuses to talk to it: it ends, and may join again as a new one.
 */
public final class ControllerDecides extends DowningProvider {

    /** Made by Akka, by name. */
    public ControllerDecides(ActorSystem system) {}

    @Override
    public FiniteDuration downRemovalMargin() {
        return Duration.Zero();
    }

    @Override
    public Option<Props> downingActorProps() {
        return Option.apply(Props.create(Listening.class, Listening::new));
    }

    private static final class Listening extends AbstractActor {

        @Override
        public void preStart() {
            getContext().getSystem().eventStream().subscribe(getSelf(), ThisActorSystemQuarantinedEvent.class);
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(ThisActorSystemQuarantinedEvent.class, refused -> end())
                    .build();
        }

        private void end() {
            Cluster cluster = Cluster.get(getContext().getSystem());
            cluster.down(cluster.selfAddress());
        }
    }
}
