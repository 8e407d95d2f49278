package dev.cleave.engine;

import dev.cleave.api.Incumbent;
import dev.cleave.api.Objective;
import dev.cleave.core.search.Cost;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalLong;

/**
 * The cost of the best solution known in this process: read by all lanes without synchronization, lowered now and then.
 *
 * <p>It only falls, so that it does not matter how often and in which order it is told the same things, and what could be left out
 * once can be left out for ever. What a lane of this process finds is told to others before it shows here: whatever was left out
 * because of it is said after it.
 */
public final class BestKnown implements Incumbent {

    private static final VarHandle COST;

    static {
        try {
            COST = MethodHandles.lookup().findVarHandle(BestKnown.class, "cost", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("FieldMayBeFinal") // written through COST
    private long cost = Cost.NONE;

    /** Set before any lane begins. */
    private Objective objective = Objective.MINIMIZE;

    void pursue(Objective wanted) {
        objective = wanted;
    }

    /** The cost of the best solution known; {@link Cost#NONE} if there is none. */
    public long cost() {
        return (long) COST.getOpaque(this);
    }

    /** Whether a solution of this cost, or one that is no better, is of no use. */
    boolean isAsGoodAs(long other) {
        return other >= cost();
    }

    /** A solution of this cost is known elsewhere. Nothing changes if a better one is known here. */
    public void learn(long other) {
        long now = cost();
        while (other < now && !COST.compareAndSet(this, now, other)) {
            now = cost();
        }
    }

    /**
     * A solution was found here.
     *
     * @param tell tells others, before anybody here leaves out anything because of it; not called if it is no better
     */
    void offer(long found, Runnable tell) {
        if (isAsGoodAs(found)) {
            return;
        }
        synchronized (this) {
            if (!isAsGoodAs(found)) {
                tell.run();
                learn(found);
            }
        }
    }

    @Override
    public boolean mayBeImprovedBy(long bound) {
        return !isAsGoodAs(Cost.of(objective, bound));
    }

    @Override
    public OptionalLong value() {
        long now = cost();
        return now == Cost.NONE || now == Cost.ENOUGH
                ? OptionalLong.empty()
                : OptionalLong.of(Cost.value(objective, now));
    }
}
