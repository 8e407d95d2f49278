package dev.cleave.faults.run;

import dev.cleave.api.Arguments;
import dev.cleave.api.BranchAndBound;
import dev.cleave.api.EndsEarly;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Objective;
import dev.cleave.api.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cheapest way down a random tree of costs, at some processor time per step; or the first of a given cost. */
public final class CheapestWay implements Job<CheapestWay.Place, CheapestWay.Way> {

    private static final Parameter<Long> SEED = Parameter.longInteger("seed", 1, "which tree");
    private static final Parameter<Integer> DEPTH = Parameter.integer("depth", 10, "how deep");
    private static final Parameter<Integer> MICROS = Parameter.integer("micros", 0, "processor time of a step");
    private static final Parameter<Boolean> FIRST = Parameter.flag("first", false, "whether any way will do");
    private static final int CHILDREN = 4;
    private static final int MOST_COST = 100;

    private static final Way ANY = new Way(7);

    /** A place on the way. */
    public record Place(long id, int depth, long cost) {}

    /** A whole way, by its cost; below 0 for none. */
    public record Way(long cost) {}

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SEED, DEPTH, MICROS, FIRST);
    }

    @Override
    public Place rootProblem(Arguments arguments) {
        return new Place(mix(arguments.valueOf(SEED)), 0, 0);
    }

    @Override
    public BranchAndBound<Place, Way> program(JobContext context) {
        int depth = context.arguments().valueOf(DEPTH);
        int micros = context.arguments().valueOf(MICROS);
        return context.arguments().valueOf(FIRST) ? new Any(depth, micros) : new Walk(depth, micros);
    }

    @Override
    public String render(Way way) {
        return String.valueOf(way.cost);
    }

    /** The cost of the cheapest way, found alone and without the time. */
    static String answer(Map<String, String> given) {
        CheapestWay job = new CheapestWay();
        Arguments arguments = Arguments.parse(job.parameters(), given);
        Walk walk = new Walk(arguments.valueOf(DEPTH), 0);
        return String.valueOf(cheapest(walk, job.rootProblem(arguments), Long.MAX_VALUE));
    }

    private static long cheapest(Walk walk, Place place, long known) {
        if (walk.isBaseCase(place)) {
            return Math.min(known, place.cost);
        }
        long best = known;
        for (Place child : walk.divide(place)) {
            best = child.cost < best ? cheapest(walk, child, best) : best;
        }
        return best;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Step by step. */
    private static class Walk implements BranchAndBound<Place, Way> {

        private final int depth;
        private final int micros;

        Walk(int depth, int micros) {
            this.depth = depth;
            this.micros = micros;
        }

        @Override
        public Objective objective() {
            return Objective.MINIMIZE;
        }

        @Override
        public long bound(Place place) {
            return place.cost;
        }

        @Override
        public long value(@Nullable Way way) {
            return way == null || way.cost < 0 ? Long.MAX_VALUE : way.cost;
        }

        @Override
        public Way none() {
            return new Way(-1);
        }

        @Override
        public boolean isBaseCase(Place place) {
            return place.depth == depth;
        }

        @Override
        public Way solve(Place place) {
            return new Way(place.cost);
        }

        @Override
        public List<Place> divide(Place place) {
            long until = System.nanoTime() + 1000L * micros;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            List<Place> children = new ArrayList<>(CHILDREN);
            for (int i = 0; i < CHILDREN; i++) {
                long id = mix(place.id + i);
                children.add(new Place(id, place.depth + 1, place.cost + Long.remainderUnsigned(mix(id), MOST_COST)));
            }
            return children;
        }
    }

    /** The same, content with the first way. */
    private static final class Any extends Walk implements EndsEarly<Place, Way> {

        Any(int depth, int micros) {
            super(depth, micros);
        }

        @Override
        public Way solve(Place place) {
            return ANY;
        }

        @Override
        public boolean isEnough(Way way) {
            return way.equals(ANY);
        }
    }
}
