package dev.cleave.examples.search;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Things to pack, those first that are worth most for their weight.
 *
 * @param room how much weight may be packed
 * @param number of each thing in the file, from 1
 * @param value of each thing
 * @param weight of each thing
 */
record KnapsackInstance(long room, int[] number, long[] value, long[] weight) {

    private static final int MOST_THINGS = 10_000;
    private static final long MOST = 1_000_000_000L;

    /** Made for this example, optimum 87. */
    static final KnapsackInstance SMALL = read("""
            10 50
            31 20
            30 19
            24 14
            22 13
            19 12
            17 9
            12 7
            9 5
            7 4
            3 2
            """);

    int size() {
        return value.length;
    }

    /**
     * Reads the number of things and the room, then the value and the weight of each thing.
     *
     * @throws dev.cleave.api.InvalidArgumentException with the line, what was found there, and what was expected
     */
    static KnapsackInstance read(String text) {
        Tokens tokens = Tokens.of(text);
        int size = (int) tokens.number("how many things there are", 1, MOST_THINGS);
        long room = tokens.number("the room", 0, MOST * MOST_THINGS);
        long[][] things = new long[size][];
        for (int i = 0; i < size; i++) {
            long value = tokens.number("the value of thing " + (i + 1), 0, MOST);
            things[i] = new long[] {i + 1, value, tokens.number("the weight of thing " + (i + 1), 1, MOST)};
        }
        tokens.end();
        Arrays.sort(things, Comparator.comparingDouble(thing -> -(double) thing[1] / thing[2]));
        return new KnapsackInstance(
                room,
                Arrays.stream(things).mapToInt(thing -> (int) thing[0]).toArray(),
                Arrays.stream(things).mapToLong(thing -> thing[1]).toArray(),
                Arrays.stream(things).mapToLong(thing -> thing[2]).toArray());
    }

    /** What at most could be packed into some room from some thing on, if things could be cut (Dantzig, 1957). */
    long most(int from, long left) {
        long sum = 0;
        long free = left;
        for (int i = from; i < value.length; i++) {
            if (weight[i] > free) {
                return sum + value[i] * free / weight[i];
            }
            sum += value[i];
            free -= weight[i];
        }
        return sum;
    }

    /** For people, who see this where no file is given. */
    @Override
    public String toString() {
        return value.length + " things";
    }
}
