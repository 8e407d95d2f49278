package dev.cleave.client;

import java.time.Duration;
import java.util.List;

/**
 * How long a run of a pipeline took, or has taken until now.
 *
 * @param work T1: the sum of the times of all instances of its tasks
 * @param span T∞: the longest chain of times that depend on each other
 * @param criticalPath the instances of one such chain, as {@code count[3]}
 * @param elapsed from the submission to the end
 */
public record PipelineMeasure(Duration work, Duration span, List<String> criticalPath, Duration elapsed) {

    public PipelineMeasure {
        criticalPath = List.copyOf(criticalPath);
    }

    /** Work / span: the largest speed-up that any number of cores could have given; 1 where nothing took any time. */
    public double parallelism() {
        return span.isZero() ? 1 : (double) work.toNanos() / span.toNanos();
    }
}
