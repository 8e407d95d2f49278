package dev.cleave.runner.loading;

import dev.cleave.api.Arguments;
import dev.cleave.api.Code;
import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.wire.value.ValueCodec;
import java.util.Map;
import java.util.Optional;

/**
 * A job and the class loader that its classes came from.
 *
 * @param job the job
 * @param loader what loaded it; stays open as long as the process lives, or until somebody closes it
 * @param <P> the type of a problem
 * @param <R> the type of a result
 */
public record LoadedJob<P, R>(Job<P, R> job, JobClassLoader loader) {

    /**
     * The values that some text stands for.
     *
     * @param given text by parameter name
     * @throws JobNotLoadableException if it is refused, with code INVALID_ARGUMENT, or the job cannot say what it takes
     */
    public Arguments arguments(Map<String, String> given) throws JobNotLoadableException {
        try {
            return Arguments.parse(job.parameters(), given);
        } catch (InvalidArgumentException refused) {
            throw new JobNotLoadableException(Code.INVALID_ARGUMENT, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | LinkageError thrown) {
            throw broken("parameters()", thrown);
        }
    }

    /**
     * The job's program.
     *
     * @throws JobNotLoadableException if the job throws, or returns null
     */
    public DivideAndConquer<P, R> program(JobContext context) throws JobNotLoadableException {
        try {
            return present("program(…)", job.program(context));
        } catch (RuntimeException | LinkageError thrown) {
            throw broken("program(…)", thrown);
        }
    }

    /**
     * The job's root problem.
     *
     * @throws JobNotLoadableException if the job throws, or returns null
     */
    public P rootProblem(Arguments arguments) throws JobNotLoadableException {
        try {
            return present("rootProblem(…)", job.rootProblem(arguments));
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            throw broken("rootProblem(…)", thrown);
        }
    }

    /** How the job's problems become bytes, at most so many each. */
    public ValueCodec<P> problemCodec(long mostBytes) throws JobNotLoadableException {
        try {
            Optional<Codec<P>> own = present("problemCodec()", job.problemCodec());
            return own.isEmpty() ? loader.codecs.ofProblems(mostBytes) : ValueCodec.ofProblems(own, loader, mostBytes);
        } catch (RuntimeException | LinkageError thrown) {
            throw broken("problemCodec()", thrown);
        }
    }

    /** How the job's results become bytes, at most so many each. */
    public ValueCodec<R> resultCodec(long mostBytes) throws JobNotLoadableException {
        try {
            Optional<Codec<R>> own = present("resultCodec()", job.resultCodec());
            return own.isEmpty() ? loader.codecs.ofResults(mostBytes) : ValueCodec.ofResults(own, loader, mostBytes);
        } catch (RuntimeException | LinkageError thrown) {
            throw broken("resultCodec()", thrown);
        }
    }

    private <T> T present(String method, T returned) throws JobNotLoadableException {
        if (returned == null) {
            throw new JobNotLoadableException(
                    Code.JOB_NOT_LOADABLE, job.getClass().getName() + "." + method + " returned null");
        }
        return returned;
    }

    private JobNotLoadableException broken(String method, Throwable thrown) {
        if (thrown instanceof InvalidArgumentException refused) {
            return new JobNotLoadableException(Code.INVALID_ARGUMENT, String.valueOf(refused.getMessage()), refused);
        }
        return new JobNotLoadableException(
                Code.JOB_NOT_LOADABLE, job.getClass().getName() + "." + method + " threw " + thrown, thrown);
    }
}
