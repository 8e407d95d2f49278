package dev.cleave.api.check;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.check.Finding.Kind;
import dev.cleave.api.check.ProgramCheck.Codecs;
import dev.cleave.api.check.ProgramCheck.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a check: random ways down the tree, each subproblem on them looked at once; then up again, as long as the
 * subtrees are small enough to be solved as a whole.
 */
final class Inspection<P, R> {

    private record Place<P>(P problem, String path) {}

    private final DivideAndConquer<P, R> program;
    private final SubproblemCheck<P, R> subproblems;
    private final SubtreeCheck<P, R> subtrees;
    private final Limits limits;
    private final Findings findings = new Findings();
    private final Set<String> seen = new HashSet<>();

    Inspection(Supplier<DivideAndConquer<P, R>> programs, Codecs<P, R> codecs, Limits limits) {
        this.program = programs.get();
        this.subproblems = new SubproblemCheck<>(program, codecs.problems(), findings);
        this.subtrees = new SubtreeCheck<>(program, programs, codecs.results(), limits.maxSteps(), findings);
        this.limits = limits;
    }

    List<Finding> of(P root) {
        SplittableRandom random = new SplittableRandom(limits.seed());
        for (int i = 0; i < limits.samples() && !findings.areEnough(); i++) {
            checkUpwards(wayDown(root, random));
        }
        return findings.all();
    }

    private void checkUpwards(List<Place<P>> way) {
        @Nullable Place<P> largest = null;
        for (int step = way.size() - 1; step >= 0; step--) {
            Place<P> place = way.get(step);
            if (seen.add(place.path)) {
                if (!subtrees.check(place.problem, place.path)) {
                    break;
                }
                largest = place;
            }
        }
        if (largest != null) {
            subtrees.checkThreads(largest.problem, largest.path);
        }
    }

    /** From the root to a base case or a dead end, or to the first mistake. */
    private List<Place<P>> wayDown(P root, SplittableRandom random) {
        List<Place<P>> way = new ArrayList<>();
        P problem = root;
        StringBuilder path = new StringBuilder();
        while (true) {
            String here = path.isEmpty() ? "/" : path.toString();
            if (way.size() >= limits.maxDepth()) {
                findings.add(Kind.TOO_DEEP, "/", "no base case after " + way.size() + " steps (limit: maxDepth)");
                return List.of();
            }
            int before = findings.size();
            @Nullable List<P> children = subproblems.childrenOf(problem, here);
            if (findings.size() > before) {
                return List.of();
            }
            way.add(new Place<>(problem, here));
            if (children == null || children.isEmpty()) {
                return way;
            }
            int index = random.nextInt(children.size());
            path.append('/').append(index);
            problem = children.get(index);
        }
    }
}
