package dev.cleave.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A divide-and-conquer program together with its parameters and the way to its root problem.
 *
 * <p>This is what a user submits. A job class has a public constructor without arguments, is listed by
 * {@code META-INF/services/dev.cleave.api.Job} if it should be found by its name, and holds no state of its own:
 * everything that a run depends on comes from its {@link Arguments}.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public interface Job<P, R> {

    /**
     * The name by which the job is called on a command line.
     *
     * @return lower case letters, digits and dashes; the simple name of the class unless overridden
     */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * What the job computes, in one line for people.
     *
     * @return a line of text, possibly empty
     */
    default String description() {
        return "";
    }

    /**
     * The parameters that the job understands.
     *
     * @return their descriptions, in the order in which people should see them; names are unique
     */
    default List<Parameter<?>> parameters() {
        return List.of();
    }

    /**
     * The problem that the whole job is to solve.
     *
     * @param arguments checked values of {@link #parameters()}
     * @return the root problem; the same for the same arguments
     */
    P rootProblem(Arguments arguments);

    /**
     * The program that solves the job's problems.
     *
     * <p>Called once in every process that works for the job.
     *
     * @param context the job's arguments, cancellation and log
     * @return the program; if it also implements {@link SequentialSolver}, small problems are solved with that
     */
    DivideAndConquer<P, R> program(JobContext context);

    /**
     * How problems become bytes, if the default encoding does not suit.
     *
     * @return the codec, or empty for the default
     */
    default Optional<Codec<P>> problemCodec() {
        return Optional.empty();
    }

    /**
     * How results become bytes, if the default encoding does not suit.
     *
     * @return the codec, or empty for the default
     */
    default Optional<Codec<R>> resultCodec() {
        return Optional.empty();
    }

    /**
     * The result as text for people and scripts.
     *
     * @param result the job's result
     * @return the text that goes to standard output
     */
    default String render(R result) {
        return String.valueOf(result);
    }

    /**
     * Writes the result to a file, in the format that the job is known for (an image, a sorted list).
     *
     * @param result the job's result
     * @param file where to write; replaced if it exists
     * @throws IOException if the file cannot be written
     */
    default void write(R result, Path file) throws IOException {
        Files.writeString(file, render(result) + System.lineSeparator());
    }
}
