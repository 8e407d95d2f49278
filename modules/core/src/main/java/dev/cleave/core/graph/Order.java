package dev.cleave.core.graph;

import java.util.Arrays;

/** Puts tasks into an order in which each stands after all that it needs (A. B. Kahn, 1962). */
final class Order {

    private Order() {}

    /**
     * The order.
     *
     * @return all tasks; without those on a cycle, and those that wait for them
     */
    static int[] of(Edges needs, Edges followers) {
        int tasks = needs.starts().length - 1;
        int[] missing = new int[tasks];
        int[] order = new int[tasks];
        int end = 0;
        for (int task = 0; task < tasks; task++) {
            missing[task] = needs.count(task);
            if (missing[task] == 0) {
                order[end++] = task;
            }
        }
        for (int position = 0; position < end; position++) {
            int task = order[position];
            for (int k = 0; k < followers.count(task); k++) {
                int follower = followers.end(task, k);
                if (--missing[follower] == 0) {
                    order[end++] = follower;
                }
            }
        }
        return Arrays.copyOf(order, end);
    }
}
