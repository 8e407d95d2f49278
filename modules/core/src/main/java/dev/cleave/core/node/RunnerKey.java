package dev.cleave.core.node;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import java.util.List;

/**
 * What jobs must have in common for one runner to work for them, one after the other: the same code, by content, and the
 * same JVM.
 *
 * @param classPath the digests of the jars, in order
 * @param jvmOptions the jobs' options for the JVM
 */
public record RunnerKey(List<String> classPath, List<String> jvmOptions) {

    /** What a job needs. */
    public static RunnerKey of(JobSpec spec) {
        return new RunnerKey(
                spec.classPath().stream().map(Payload.Blob::sha256).toList(), List.copyOf(spec.jvmOptions()));
    }
}
