package dev.cleave.examples.search;

import dev.cleave.api.Arguments;
import dev.cleave.api.BranchAndBound;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Objective;
import dev.cleave.api.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where to put facilities so that what flows between them travels least: the quadratic assignment problem, instances of QAPLIB.
 *
 * <p>A problem is a placement of the first few facilities; dividing it tries every free place for the next one, the most
 * promising first. The bound is that of Gilmore (1962) and Lawler (1963).
 */
public final class Qap implements Job<Qap.Placement, Qap.Plan> {

    private static final Parameter<QapInstance> FILE = Parameter.file(
            "file",
            QapInstance.SMALL,
            "an instance in the format of QAPLIB; without one, a small one",
            QapInstance::read);

    /**
     * Places of the first facilities.
     *
     * @param places of each facility, in their order
     * @param cost of all that flows between them
     * @param bound a cost that no placement of the others gets below
     */
    public record Placement(int[] places, long cost, long bound) {}

    /**
     * A place for each facility.
     *
     * @param places of each facility, from 0; none if there is no plan
     * @param cost what it costs
     */
    public record Plan(int[] places, long cost) {

        static final Plan NONE = new Plan(new int[0], Long.MAX_VALUE);
    }

    @Override
    public String description() {
        return "places facilities at the least cost (QAPLIB)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FILE);
    }

    @Override
    public Placement rootProblem(Arguments arguments) {
        return new Placement(new int[0], 0, 0);
    }

    @Override
    public BranchAndBound<Placement, Plan> program(JobContext context) {
        return new Placing(context.arguments().valueOf(FILE));
    }

    /** The cost, and the place of each facility, counted from 1 as the literature does. */
    @Override
    public String render(Plan plan) {
        int[] fromOne = Arrays.stream(plan.places).map(place -> place + 1).toArray();
        return plan.cost == Long.MAX_VALUE ? "none" : plan.cost + " " + Arrays.toString(fromOne);
    }

    /** Facility by facility. */
    record Placing(QapInstance instance, GilmoreLawler lawler) implements BranchAndBound<Placement, Plan> {

        Placing(QapInstance instance) {
            this(instance, new GilmoreLawler(instance));
        }

        @Override
        public Objective objective() {
            return Objective.MINIMIZE;
        }

        @Override
        public long bound(Placement placement) {
            return placement.bound;
        }

        @Override
        public long value(Plan plan) {
            return plan.cost;
        }

        @Override
        public Plan none() {
            return Plan.NONE;
        }

        @Override
        public boolean isBaseCase(Placement placement) {
            return placement.places.length == instance.size();
        }

        @Override
        public Plan solve(Placement placement) {
            return new Plan(placement.places, placement.cost);
        }

        @Override
        public List<Placement> divide(Placement placement) {
            int next = placement.places.length;
            List<Placement> children = new ArrayList<>();
            boolean[] taken = new boolean[instance.size()];
            for (int place : placement.places) {
                taken[place] = true;
            }
            for (int place = 0; place < taken.length; place++) {
                if (!taken[place]) {
                    int[] places = Arrays.copyOf(placement.places, next + 1);
                    places[next] = place;
                    long cost = placement.cost + added(places, next);
                    children.add(new Placement(places, cost, cost + lawler.rest(places)));
                }
            }
            children.sort(Comparator.comparingLong(Placement::bound));
            return children;
        }

        /** What the last facility adds to the cost of those before it. */
        private long added(int[] places, int last) {
            int at = places[last];
            long cost = (long) instance.a()[last][last] * instance.b()[at][at];
            for (int i = 0; i < last; i++) {
                cost += (long) instance.a()[last][i] * instance.b()[at][places[i]]
                        + (long) instance.a()[i][last] * instance.b()[places[i]][at];
            }
            return cost;
        }
    }
}
