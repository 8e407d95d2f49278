package dev.cleave.core.graph;

import java.util.List;
import java.util.function.IntFunction;

/** The rules for the times of tasks. */
final class Times {

    private Times() {}

    /** Notes each time that is negative, and the task at which all times together become too long. */
    static void check(String[] names, long[] nanos, IntFunction<Place> places, List<GraphFault> faults) {
        long sum = 0;
        for (int task = 0; task < nanos.length; task++) {
            if (nanos[task] < 0) {
                faults.add(new GraphFault(
                        GraphFault.Code.TIME,
                        places.apply(task),
                        "time of task " + names[task] + ": " + nanos[task] + " ns",
                        "0 or more"));
                continue;
            }
            sum += nanos[task];
            if (sum < 0) {
                faults.add(new GraphFault(
                        GraphFault.Code.TOO_LONG,
                        places.apply(task),
                        "with task " + names[task] + " all times together are more than " + Long.MAX_VALUE + " ns",
                        "together at most 292 years"));
                return;
            }
        }
    }
}
