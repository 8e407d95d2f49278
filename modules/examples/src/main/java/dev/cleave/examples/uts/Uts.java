package dev.cleave.examples.uts;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Unbalanced Tree Search: counts the nodes of a tree that hashes define (Olivier et al., UTS: An unbalanced tree search
 * benchmark, 2006).
 *
 * <p>Nobody can tell how large a subtree is before walking it, and most of a tree may hang below a few of its nodes.
 * The answer is the number of nodes and of leaves, and the depth of the deepest node; the root's is 0.
 */
public final class Uts implements Job<UtsNode, UtsCount> {

    private static final String NO_TREE = "none";

    private static final Parameter<String> TREE = Parameter.choice(
            "tree",
            NO_TREE,
            "a tree by its name, instead of by the parameters that follow; those given change it",
            Stream.concat(Stream.of(NO_TREE), Arrays.stream(NamedTree.values()).map(Enum::name))
                    .toArray(String[]::new));
    private static final Parameter<Integer> T =
            Parameter.integer("t", 1, "type: 0 binomial, 1 geometric, 2 hybrid").between(0, 2);
    private static final Parameter<Integer> A = Parameter.integer(
                    "a", 0, "shape of a geometric tree: 0 linear, 1 exponential, 2 cyclic, 3 fixed")
            .between(0, 3);
    private static final Parameter<Integer> D = Parameter.integer("d", 6, "depth that a geometric tree is shaped by")
            .between(1, 1_000_000);
    private static final Parameter<Double> B =
            Parameter.decimal("b", 4, "branching factor at the root").between(0.0, 1_000_000.0);
    private static final Parameter<Integer> R = Parameter.integer("r", 0, "seed of the root");
    private static final Parameter<Double> Q = Parameter.decimal(
                    "q", 15.0 / 64, "probability that a node of a binomial tree has children")
            .between(0.0, 1.0);
    private static final Parameter<Integer> M = Parameter.integer(
                    "m", 4, "number of children of a node of a binomial tree that has any")
            .between(0, UtsTree.MOST_CHILDREN);

    private static final Parameter<Boolean> KERNEL = Parameter.flag(
            "kernel",
            false,
            "whether to use the sequential solver; a subtree that it is in stays with one core, however large it is");

    @Override
    public String description() {
        return "Unbalanced Tree Search: counts the nodes of a tree that hashes define";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(TREE, T, A, D, B, R, Q, M, KERNEL);
    }

    @Override
    public UtsNode rootProblem(Arguments arguments) {
        return new NodeHash().root(tree(arguments).seed());
    }

    @Override
    public DivideAndConquer<UtsNode, UtsCount> program(JobContext context) {
        UtsTree tree = tree(context.arguments());
        return context.arguments().valueOf(KERNEL) ? new UtsSolver(tree) : new UtsProgram(tree);
    }

    @Override
    public String render(UtsCount result) {
        return String.format(
                Locale.ROOT, "nodes %d, leaves %d, depth %d", result.nodes(), result.leaves(), result.depth());
    }

    /** The tree that some arguments mean: the named one if there is a name, with what else was given put over it. */
    static UtsTree tree(Arguments arguments) {
        String name = arguments.valueOf(TREE);
        UtsTree base = name.equals(NO_TREE)
                ? UtsTree.ofDefaults()
                : NamedTree.valueOf(name).tree();
        return new UtsTree(
                given(arguments, T).map(Uts::type).orElse(base.type()),
                given(arguments, A).map(Uts::shape).orElse(base.shape()),
                given(arguments, D).orElse(base.shapeDepth()),
                given(arguments, B).orElse(base.rootChildren()),
                given(arguments, R).orElse(base.seed()),
                given(arguments, Q).orElse(base.probability()),
                given(arguments, M).orElse(base.children()));
    }

    private static <T> Optional<T> given(Arguments arguments, Parameter<T> parameter) {
        return arguments.isGiven(parameter) ? Optional.of(arguments.valueOf(parameter)) : Optional.empty();
    }

    private static UtsTree.Type type(int t) {
        return UtsTree.Type.values()[t];
    }

    private static UtsTree.Shape shape(int a) {
        return UtsTree.Shape.values()[a];
    }
}
