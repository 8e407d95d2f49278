package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.ResolvedWork;
import java.util.Optional;

/**
 * What a run wants done. Called from within the run's own methods; whoever implements it must not call the run from there.
 *
 * <p>Records are to be kept before anything that was asked for after them takes effect; then a run that is made of them goes on where
 * this one was lost.
 */
public interface PipelinePort {

    /**
     * Have an attempt worked for, and tell {@link PipelineRun#attemptStarted} and {@link PipelineRun#attemptEnded} what becomes of it.
     *
     * <p>The same attempt may be asked for again, when the run was made of its records: it must then not be begun twice, and its end be
     * told again if it has ended.
     *
     * @param instance which
     * @param attempt its number, from 1; never the same for two attempts of an instance in one round
     * @param task what it belongs to, with its demand
     * @param work what to do
     */
    void submit(InstanceId instance, int attempt, PipelineTask task, ResolvedWork work);

    /** Have an attempt end soon; its end is told as always. May be asked for again. */
    void cancel(InstanceId instance, int attempt);

    /** Call {@link PipelineRun#due} at that time, in milliseconds UTC, or any time after. */
    void wakeAt(long millis);

    /**
     * The name of some work on its inputs: the SHA-256 of {@link ResolvedWork#definition}, with the digests of all files and programs.
     *
     * @throws dev.cleave.core.pipeline.UnresolvedException if it names a file that is not there
     */
    String key(ResolvedWork work);

    /** What work of this name has left before, if that is known. */
    Optional<TaskValue> known(String key);

    /** Keep what work of this name has left. */
    void remember(String key, TaskValue value);

    /** Keep this in place of what was kept of the instance before. */
    void record(InstanceRecord instance);

    /** Forget the instance, which the pipeline no longer has. */
    void forget(InstanceId instance);

    /** Keep this in place of what was kept of the run before. */
    void record(RunRecord run);
}
