package dev.cleave.engine;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.path.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A failure of user code on its way up the recursion, gathering the way down as it goes. */
final class UserFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where a step of the recursion stands, for the code of a failure. */
    static final int IN_SOLVE_SEQUENTIALLY = 0;

    static final int IN_IS_BASE_CASE = 1;
    static final int IN_SOLVE = 2;
    static final int IN_DIVIDE = 3;
    static final int IN_CHILD = 4;
    static final int IN_COMBINE = 5;

    private final Code code;
    private final String text;
    private int[] upward = new int[16];
    private int levels;

    private UserFailure(Code code, String text, @Nullable Throwable cause) {
        super(text, cause, false, false);
        this.code = code;
        this.text = text;
    }

    static UserFailure of(Code code, String text) {
        return new UserFailure(code, text, null);
    }

    /** What {@code divide} returned was null, or the child at some place was. */
    static UserFailure nullFrom(String what) {
        return of(Code.DIVIDE_NULL, "divide returned " + what + " (expected: a list of problems, possibly empty)");
    }

    /**
     * What to throw for something thrown in a step.
     *
     * @param thrown what came; errors of the virtual machine other than a stack overflow go through as they are
     * @param phase which verb was running
     * @param child the child that was running, if the phase is that
     */
    static UserFailure of(Throwable thrown, int phase, int child) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        UserFailure failure = thrown instanceof UserFailure known
                ? known
                : new UserFailure(codeOf(phase), String.valueOf(thrown), thrown);
        if (phase == IN_CHILD) {
            failure.under(child);
        }
        return failure;
    }

    private static Code codeOf(int phase) {
        return switch (phase) {
            case IN_SOLVE_SEQUENTIALLY -> Code.SOLVE_SEQUENTIALLY_THREW;
            case IN_SOLVE -> Code.SOLVE_THREW;
            case IN_DIVIDE -> Code.DIVIDE_THREW;
            case IN_COMBINE -> Code.COMBINE_THREW;
            default -> Code.IS_BASE_CASE_THREW;
        };
    }

    private void under(int index) {
        if (levels == upward.length) {
            upward = Arrays.copyOf(upward, levels * 2);
        }
        upward[levels++] = index;
    }

    /** The way from where this was caught down to where it was thrown. */
    Path way() {
        int[] down = new int[levels];
        for (int i = 0; i < levels; i++) {
            down[i] = upward[levels - 1 - i];
        }
        return Path.of(down);
    }

    JobFailure at(Path path) {
        @Nullable Throwable cause = getCause();
        return cause == null ? JobFailure.of(code, path.toString(), text) : JobFailure.of(code, path.toString(), cause);
    }
}
