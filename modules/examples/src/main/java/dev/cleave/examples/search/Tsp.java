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
 * The shortest tour through some cities and back: the travelling salesman problem, small instances of TSPLIB.
 *
 * <p>A problem is the beginning of a tour; dividing it tries every city left as the next one, the most promising first. The
 * bound is that of Held and Karp (1971), or the shortest tree, for comparison.
 */
public final class Tsp implements Job<Tsp.Start, Tsp.Tour> {

    private static final Parameter<TspInstance> FILE = Parameter.file(
            "file",
            TspInstance.SMALL,
            "an instance in the format of TSPLIB; without one, a small one",
            TspInstance::read);
    private static final Parameter<Integer> ASCENT = Parameter.integer(
                    "ascent", 30, "how many steps of Held and Karp's ascent sharpen each bound; 0 for none")
            .between(0, 10_000);

    /**
     * The beginning of a tour.
     *
     * @param cities in their order; the first is city 0
     * @param length of the roads between them
     * @param bound a length that no tour that begins so is below
     */
    public record Start(int[] cities, long length, long bound) {}

    /**
     * A tour.
     *
     * @param cities in their order, from 0; none if there is no tour
     * @param length with the way back to the first
     */
    public record Tour(int[] cities, long length) {

        static final Tour NONE = new Tour(new int[0], Long.MAX_VALUE);
    }

    @Override
    public String description() {
        return "finds the shortest round trip (TSPLIB)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FILE, ASCENT);
    }

    @Override
    public Start rootProblem(Arguments arguments) {
        return new Start(new int[] {0}, 0, 0);
    }

    @Override
    public BranchAndBound<Start, Tour> program(JobContext context) {
        TspInstance instance = context.arguments().valueOf(FILE);
        return new Extending(
                instance, new HeldKarp(instance, context.arguments().valueOf(ASCENT)));
    }

    /** The length, and the cities, counted from 1 as TSPLIB does. */
    @Override
    public String render(Tour tour) {
        int[] fromOne = Arrays.stream(tour.cities).map(city -> city + 1).toArray();
        return tour.length == Long.MAX_VALUE ? "none" : tour.length + " " + Arrays.toString(fromOne);
    }

    /** City by city. */
    record Extending(TspInstance instance, HeldKarp rest) implements BranchAndBound<Start, Tour> {

        @Override
        public Objective objective() {
            return Objective.MINIMIZE;
        }

        @Override
        public long bound(Start start) {
            return start.bound;
        }

        @Override
        public long value(Tour tour) {
            return tour.length;
        }

        @Override
        public Tour none() {
            return Tour.NONE;
        }

        @Override
        public boolean isBaseCase(Start start) {
            return start.cities.length == instance.size();
        }

        @Override
        public Tour solve(Start start) {
            int last = start.cities[start.cities.length - 1];
            return new Tour(start.cities, start.length + instance.distance()[last][0]);
        }

        @Override
        public List<Start> divide(Start start) {
            int count = start.cities.length;
            int last = start.cities[count - 1];
            long visited = 0;
            for (int city : start.cities) {
                visited |= 1L << city;
            }
            List<Start> children = new ArrayList<>();
            for (int city = 0; city < instance.size(); city++) {
                if ((visited >>> city & 1) == 0) {
                    int[] cities = Arrays.copyOf(start.cities, count + 1);
                    cities[count] = city;
                    long length = start.length + instance.distance()[last][city];
                    long bound = length + rest.rest(visited | 1L << city, city);
                    children.add(new Start(cities, length, Math.max(bound, start.bound)));
                }
            }
            children.sort(Comparator.comparingLong(Start::bound));
            return children;
        }
    }
}
