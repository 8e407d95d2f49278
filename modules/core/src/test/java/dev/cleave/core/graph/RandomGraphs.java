package dev.cleave.core.graph;

import java.util.SplittableRandom;

/** Graphs by chance, each the same for the same seed. */
public final class RandomGraphs {

    private RandomGraphs() {}

    /**
     * A graph of some tasks, given in an order in which needs may come later.
     *
     * @param seed what all chance follows from
     * @param mostTasks at most so many tasks
     */
    public static TaskGraph of(long seed, int mostTasks) {
        SplittableRandom random = new SplittableRandom(seed);
        int tasks = 1 + random.nextInt(mostTasks);
        double density = random.nextDouble();
        int[] names = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            names[i] = i;
        }
        for (int i = tasks - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int name = names[i];
            names[i] = names[j];
            names[j] = name;
        }
        GraphBuilder builder = new GraphBuilder();
        for (int i = 0; i < tasks; i++) {
            long nanos = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 20);
            builder.task("t" + names[i], nanos, Place.NOWHERE);
        }
        for (int i = 0; i < tasks; i++) {
            for (int j = 0; j < i; j++) {
                if (random.nextDouble() < density) {
                    builder.need("t" + i, "t" + j, Place.NOWHERE);
                }
            }
        }
        return builder.build();
    }
}
