package dev.cleave.wire.value;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a user's value cannot become bytes, bytes cannot become a value, or there are too many of them; the
 * message names the class and the field.
 */
public final class ValueRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;

    ValueRefusedException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The kind of failure: not encodable or too large, a problem or a result. */
    public Code code() {
        return code;
    }

    /**
     * This as a job's failure.
     *
     * @param path where in the recursion tree the value belongs
     */
    public JobFailure failure(String path) {
        Throwable cause = getCause();
        String stackTrace =
                cause == null ? "" : JobFailure.of(code, path, cause).stackTrace();
        return new JobFailure(code, path, String.valueOf(getMessage()), stackTrace);
    }
}
