package dev.cleave.api.check;

import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.check.Finding.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be seen at one subproblem alone: the same answers to the same questions, and nothing modified. */
final class SubproblemCheck<P, R> {

    private final DivideAndConquer<P, R> program;
    private final @Nullable Codec<P> codec;
    private final Findings findings;

    SubproblemCheck(DivideAndConquer<P, R> program, @Nullable Codec<P> codec, Findings findings) {
        this.program = program;
        this.codec = codec;
        this.findings = findings;
    }

    /** The subproblem's children; null if it is a base case or if that cannot be told. */
    @Nullable
    List<P> childrenOf(P problem, String path) {
        if (codec != null) {
            new CodecCheck<>(codec, findings).check("problem", problem, path);
        }
        @Nullable Boolean base = askTwice("isBaseCase", () -> program.isBaseCase(problem), problem, path);
        if (base == null || base) {
            if (base != null) {
                askTwice("solve", () -> program.solve(problem), problem, path);
            }
            return null;
        }
        @Nullable List<P> children = askTwice("divide", () -> program.divide(problem), problem, path);
        if (children != null) {
            for (int i = 0; i < children.size(); i++) {
                if (isNull(children.get(i))) {
                    findings.add(Kind.RETURNED_NULL, path, "divide returned a list whose element " + i + " is null");
                    return null;
                }
            }
        }
        return children;
    }

    /** The answer, or null after a finding. */
    private <T> @Nullable T askTwice(String method, Supplier<T> question, P problem, String path) {
        byte[] before = Fingerprint.of(problem);
        T first;
        T second;
        byte[] firstContent;
        try {
            first = question.get();
            firstContent = Fingerprint.of(first);
            second = question.get();
        } catch (Throwable thrown) {
            findings.add(Kind.THREW, path, Thrown.describe(method, problem, thrown));
            return null;
        }
        if (isNull(first)) {
            findings.add(Kind.RETURNED_NULL, path, method + " returned null for " + Fingerprint.describe(problem));
            return null;
        }
        if (!Arrays.equals(before, Fingerprint.of(problem))) {
            findings.add(
                    Kind.MODIFIED_ITS_ARGUMENT,
                    path,
                    method + " modified its problem, which is now " + Fingerprint.describe(problem));
            return null;
        }
        if (!Arrays.equals(firstContent, Fingerprint.of(second))) {
            findings.add(
                    Kind.NOT_DETERMINISTIC,
                    path,
                    method + " returned " + Fingerprint.describe(first) + " and then " + Fingerprint.describe(second)
                            + " for " + Fingerprint.describe(problem));
            return null;
        }
        return first;
    }

    private static boolean isNull(@Nullable Object value) {
        return value == null;
    }
}
