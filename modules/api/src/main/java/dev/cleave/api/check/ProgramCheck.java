package dev.cleave.api.check;

import dev.cleave.api.Arguments;
import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A search for what would make a program's runs fail or its results differ from run to run.
 *
 * <p>It walks down from the root problem along random ways and looks at the subproblems it meets: do
 * {@code isBaseCase}, {@code divide}, {@code solve} and {@code combine} say the same when they are asked again, and leave
 * alone what they are given? Is the result the same if children are solved from last to first, by a second instance of the
 * program, by several threads at once? Does a sequential solver return exactly what dividing gives, down to the bits of
 * floating-point numbers? Do codecs give back what they were given? It cannot prove that a program is right, but a program
 * that passes has none of the usual mistakes.
 *
 * <pre>{@code
 * @Test
 * void isFitForACluster() {
 *   ProgramCheck.of(new Knapsack(), Map.of("n", "12")).verify();
 * }
 * }</pre>
 *
 * <p>Choose parameters that make the job small: whole subtrees are solved several times, as long as they have no more than
 * {@link #maxSteps} subproblems. Immutable; the same seed looks at the same subproblems.
 *
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public final class ProgramCheck<P, R> {

    private static final int SAMPLES = 100;
    private static final long MAX_STEPS = 20_000;
    private static final int MAX_DEPTH = 100_000;

    private final Supplier<DivideAndConquer<P, R>> programs;
    private final P root;
    private final Codecs<P, R> codecs;
    private final Limits limits;

    /** The codecs of a job, if it has its own. */
    record Codecs<P, R>(
            @Nullable Codec<P> problems, @Nullable Codec<R> results) {}

    /** How much is looked at. */
    record Limits(int samples, long maxSteps, int maxDepth, long seed) {}

    private ProgramCheck(Supplier<DivideAndConquer<P, R>> programs, P root, Codecs<P, R> codecs, Limits limits) {
        this.programs = programs;
        this.root = root;
        this.codecs = codecs;
        this.limits = limits;
    }

    /**
     * A check of a job, its codecs included.
     *
     * @param job the job
     * @param given text by parameter name, as on a command line; what is missing takes its default
     * @return the check, ready to run
     * @throws dev.cleave.api.InvalidArgumentException if a name is unknown or a value is refused
     */
    public static <P, R> ProgramCheck<P, R> of(Job<P, R> job, Map<String, String> given) {
        Arguments arguments = Arguments.parse(job.parameters(), given);
        Optional<Codec<P>> problems = job.problemCodec();
        Optional<Codec<R>> results = job.resultCodec();
        return new ProgramCheck<>(
                () -> job.program(new ThisThreadContext(arguments)),
                job.rootProblem(arguments),
                new Codecs<>(problems.orElse(null), results.orElse(null)),
                new Limits(SAMPLES, MAX_STEPS, MAX_DEPTH, 0));
    }

    /**
     * A check of a program without a job.
     *
     * @param program the program
     * @param root the problem to begin with
     * @return the check, ready to run
     */
    public static <P, R> ProgramCheck<P, R> of(DivideAndConquer<P, R> program, P root) {
        return new ProgramCheck<>(
                () -> program, root, new Codecs<>(null, null), new Limits(SAMPLES, MAX_STEPS, MAX_DEPTH, 0));
    }

    /**
     * The same check with another number of ways down the tree.
     *
     * @param samples how many, at least 1; 100 unless given
     * @return a check
     */
    public ProgramCheck<P, R> samples(int samples) {
        return with(new Limits(atLeastOne("samples", samples), limits.maxSteps, limits.maxDepth, limits.seed));
    }

    /**
     * The same check with another limit on the size of the subtrees that are solved as a whole.
     *
     * @param maxSteps the largest number of subproblems, at least 1; 20,000 unless given
     * @return a check
     */
    public ProgramCheck<P, R> maxSteps(int maxSteps) {
        return with(new Limits(limits.samples, atLeastOne("maxSteps", maxSteps), limits.maxDepth, limits.seed));
    }

    /**
     * The same check with another limit on the depth of the tree.
     *
     * @param maxDepth the number of steps down after which a way without a base case is a mistake, at least 1; 100,000 unless
     *     given
     * @return a check
     */
    public ProgramCheck<P, R> maxDepth(int maxDepth) {
        return with(new Limits(limits.samples, limits.maxSteps, atLeastOne("maxDepth", maxDepth), limits.seed));
    }

    /**
     * The same check on other ways down the tree.
     *
     * @param seed any number; 0 unless given
     * @return a check
     */
    public ProgramCheck<P, R> seed(long seed) {
        return with(new Limits(limits.samples, limits.maxSteps, limits.maxDepth, seed));
    }

    private ProgramCheck<P, R> with(Limits other) {
        return new ProgramCheck<>(programs, root, codecs, other);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
        return value;
    }

    /**
     * Runs the check.
     *
     * @return what was found, at most one finding of a kind at a path and twenty in all; empty if all is well
     */
    public List<Finding> findings() {
        return new Inspection<>(programs, codecs, limits).of(root);
    }

    /**
     * Runs the check and throws if anything was found.
     *
     * @throws AssertionError with all findings, one to a line
     */
    public void verify() {
        List<Finding> findings = findings();
        if (!findings.isEmpty()) {
            StringBuilder text = new StringBuilder("the program is not fit for a cluster:");
            findings.forEach(
                    finding -> text.append(System.lineSeparator()).append("  ").append(finding));
            throw new AssertionError(text.toString());
        }
    }
}
