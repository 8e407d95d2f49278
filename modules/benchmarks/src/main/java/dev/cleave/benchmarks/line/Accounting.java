package dev.cleave.benchmarks.line;

import dev.cleave.examples.Fib;
import dev.cleave.examples.Grind;
import dev.cleave.examples.uts.Uts;
import java.util.Locale;

/**
 * What adding up work and span costs: the same run with and without.
 *
 * <p>The recursion itself has no part in it. Figures are added up where the outer loop handles frames, so the programs
 * are those that make it work hardest: a deep tree, most of which becomes frames; the shortest steps; and a million base
 * cases that are children of frames. The clock is read in both contenders, since scheduling needs the times as well.
 */
final class Accounting {

    private Accounting() {}

    /** The largest of three ratios. */
    static Figure measure(int rounds) throws Exception {
        Figure deep = ratio(rounds, Prepared.of(new Uts(), "tree=T3L", "kernel=false"));
        Figure fine = ratio(3 * rounds, Prepared.of(new Fib(), "n=34", "kernel=false"));
        Figure flat = ratio(6 * rounds, Prepared.of(new Grind(), "k=1000000", "ms=0"));
        Figure most = deep;
        for (Figure other : new Figure[] {fine, flat}) {
            most = other.median() > most.median() ? other : most;
        }
        String note = String.format(
                Locale.ROOT, "uts %.3f, fib %.3f, empty cases %.3f", deep.median(), fine.median(), flat.median());
        return new Figure(most.median(), most.least(), most.greatest(), note);
    }

    private static <P, R> Figure ratio(int rounds, Prepared<P, R> program) throws Exception {
        Object answer = program.onLanes(1);
        return new Contest(answer, Math.min(rounds, 5))
                .ratio(rounds, () -> program.onLanes(1, true), () -> program.onLanes(1, false));
    }
}
