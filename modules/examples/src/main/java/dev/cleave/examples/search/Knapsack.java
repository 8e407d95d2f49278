package dev.cleave.examples.search;

import dev.cleave.api.Arguments;
import dev.cleave.api.BranchAndBound;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Objective;
import dev.cleave.api.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * What to pack so that it is worth most and not too heavy: the knapsack problem.
 *
 * <p>A problem is what has been packed of the first few things; dividing it packs the next one, or does not. The bound lets the
 * last thing be cut (Dantzig, 1957).
 */
public final class Knapsack implements Job<Knapsack.Bag, Knapsack.Packing> {

    private static final Parameter<KnapsackInstance> FILE = Parameter.file(
            "file",
            KnapsackInstance.SMALL,
            "number of things and room, then value and weight of each; without one, a small one",
            KnapsackInstance::read);

    /**
     * A bag that is being packed.
     *
     * @param next the thing to decide on, in the order of the instance
     * @param packed those that are in it
     * @param value what they are worth
     * @param room the weight that is left
     */
    public record Bag(int next, int[] packed, long value, long room) {}

    /**
     * A packed bag.
     *
     * @param things their numbers in the file, ascending
     * @param value what they are worth; {@link Long#MIN_VALUE} if there is no bag
     */
    public record Packing(int[] things, long value) {

        static final Packing NONE = new Packing(new int[0], Long.MIN_VALUE);
    }

    @Override
    public String description() {
        return "packs what is worth most into a knapsack";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FILE);
    }

    @Override
    public Bag rootProblem(Arguments arguments) {
        return new Bag(0, new int[0], 0, arguments.valueOf(FILE).room());
    }

    @Override
    public BranchAndBound<Bag, Packing> program(JobContext context) {
        return new Filling(context.arguments().valueOf(FILE));
    }

    @Override
    public String render(Packing packing) {
        return packing.value == Long.MIN_VALUE ? "none" : packing.value + " " + Arrays.toString(packing.things);
    }

    /** Thing by thing. */
    record Filling(KnapsackInstance instance) implements BranchAndBound<Bag, Packing> {

        @Override
        public Objective objective() {
            return Objective.MAXIMIZE;
        }

        @Override
        public long bound(Bag bag) {
            return bag.value + instance.most(bag.next, bag.room);
        }

        @Override
        public long value(Packing packing) {
            return packing.value;
        }

        @Override
        public Packing none() {
            return Packing.NONE;
        }

        @Override
        public boolean isBaseCase(Bag bag) {
            return bag.next == instance.size();
        }

        @Override
        public Packing solve(Bag bag) {
            return new Packing(
                    Arrays.stream(bag.packed)
                            .map(thing -> instance.number()[thing])
                            .sorted()
                            .toArray(),
                    bag.value);
        }

        @Override
        public List<Bag> divide(Bag bag) {
            int thing = bag.next;
            Bag without = new Bag(thing + 1, bag.packed, bag.value, bag.room);
            if (instance.weight()[thing] > bag.room) {
                return List.of(without);
            }
            int[] packed = Arrays.copyOf(bag.packed, bag.packed.length + 1);
            packed[bag.packed.length] = thing;
            Bag with = new Bag(
                    thing + 1, packed, bag.value + instance.value()[thing], bag.room - instance.weight()[thing]);
            return List.of(with, without);
        }
    }
}
