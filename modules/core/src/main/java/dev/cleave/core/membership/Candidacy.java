package dev.cleave.core.membership;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one of several processes, each of which may be the controller, what it does next: join the others, lead, or
 * start anew.
 *
 * <p>Who leads is said by a lease in the store that all of them share: held by one, renewed by it again and again, free for
 * others when it has not been renewed for a while. Who belongs to the cluster follows from that: it is where the holder is.
 * So the first holder founds the cluster, the others join those who have joined; and whoever does not reach the holder for
 * too long, though the store says that there is one, is on the wrong side of a division and starts anew.
 *
 * <p>The lease says who should lead, and nothing about who still believes to: that is what epochs are for. So one that does
 * not hear from the store goes on with what it does. Not thread-safe; {@code now} is in nanoseconds from any fixed origin
 * and never falls.
 */
public final class Candidacy {

    /** For how long a holder may be out of reach: 20 s. */
    public static final long APART_NANOS = 20_000_000_000L;

    /** After how long it is tried anew to join: 10 s. */
    public static final long JOIN_NANOS = 10_000_000_000L;

    /**
     * What the store says.
     *
     * @param isHolder whether the lease is this process's
     * @param holder where the process is that holds the lease, this one included; empty if nobody does
     * @param joined where the other processes are that belong to the cluster and have been seen lately
     */
    public record View(boolean isHolder, String holder, List<String> joined) {
        public View {
            joined = List.copyOf(joined);
        }
    }

    /** What to do. */
    public sealed interface Step {

        /** Nothing: all is as it should be, or somebody else's turn. */
        record Stay() implements Step {}

        /** To form a cluster of this process alone. */
        record Found() implements Step {}

        /** To join a cluster of which these are members. */
        record Join(List<String> seeds) implements Step {}

        /** To begin a term as the controller. */
        record Lead() implements Step {}

        /** To end the term. */
        record StepDown() implements Step {}

        /** To leave whatever cluster this process is in, and to begin from the beginning. */
        record StartAnew(String why) implements Step {}
    }

    private static final Step STAY = new Step.Stay();

    private boolean leads;
    private List<String> tried = List.of();
    private long triedAt;
    private @Nullable Long apartSince;

    /** Nothing is known. */
    public Candidacy() {
        // Everything comes with the first look at the store.
    }

    /**
     * The store has answered.
     *
     * @param isMember whether this process belongs to a cluster
     * @param reachable where the members of that cluster are, as far as they can be reached
     */
    public Step next(View view, boolean isMember, Set<String> reachable, long now) {
        if (leads && !view.isHolder()) {
            leads = false;
            return new Step.StepDown();
        }
        if (!isMember) {
            apartSince = null;
            return enter(view, now);
        }
        tried = List.of();
        if (view.isHolder()) {
            apartSince = null;
            if (leads) {
                return STAY;
            }
            leads = true;
            return new Step.Lead();
        }
        return follow(view, reachable, now);
    }

    private Step enter(View view, long now) {
        if (view.joined().isEmpty()) {
            return view.isHolder() ? new Step.Found() : STAY;
        }
        if (view.joined().equals(tried) && now - triedAt < JOIN_NANOS) {
            return STAY;
        }
        tried = view.joined();
        triedAt = now;
        return new Step.Join(tried);
    }

    private Step follow(View view, Set<String> reachable, long now) {
        if (view.holder().isEmpty() || reachable.contains(view.holder())) {
            apartSince = null;
            return STAY;
        }
        if (apartSince == null) {
            apartSince = now;
        }
        if (now - apartSince < APART_NANOS) {
            return STAY;
        }
        apartSince = null;
        return new Step.StartAnew("the controller at " + view.holder() + " is out of reach");
    }

    /** The term is over, or never began: the store has refused it, or the process does not belong to a cluster any more. */
    public void termOver() {
        leads = false;
    }

    /** Whether this process is the controller, as far as it knows. */
    public boolean leads() {
        return leads;
    }
}
