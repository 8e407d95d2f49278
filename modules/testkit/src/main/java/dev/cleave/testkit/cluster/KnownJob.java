package dev.cleave.testkit.cluster;

import dev.cleave.api.Job;
import dev.cleave.core.job.JobSpec;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job whose result is known beforehand.
 *
 * @param jobClass the class; it and all it needs comes from the same jar, or folder of classes, on this class path
 * @param arguments text by parameter name
 * @param jvmOptions options for the runners' JVMs; a job with some cannot use a warm spare
 * @param answer the result as the job renders it
 */
public record KnownJob(
        Class<? extends Job<?, ?>> jobClass, Map<String, String> arguments, List<String> jvmOptions, String answer) {

    public KnownJob {
        arguments = Map.copyOf(arguments);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A job with the default JVM options. */
    public static KnownJob of(Class<? extends Job<?, ?>> jobClass, Map<String, String> arguments, String answer) {
        return new KnownJob(jobClass, arguments, List.of(), answer);
    }

    /** The same with options for the runners' JVMs. */
    public KnownJob withJvmOptions(String... options) {
        return new KnownJob(jobClass, arguments, List.of(options), answer);
    }

    /** A result as the job renders it. */
    String render(byte[] result) throws ValueRefusedException {
        return render(newJob(), result);
    }

    private <R> String render(Job<?, R> job, byte[] result) throws ValueRefusedException {
        ClassLoader loader = jobClass.getClassLoader();
        R value = ValueCodec.<R>ofResults(job.resultCodec(), loader, JobSpec.DEFAULT_MAX_PAYLOAD_BYTES)
                .decode(result);
        return value == null ? "null" : job.render(value);
    }

    private Job<?, ?> newJob() {
        try {
            return jobClass.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    jobClass.getName() + " (expected: a public class with a public constructor without arguments)", e);
        }
    }

    @Override
    public String toString() {
        return newJob().name() + " " + new TreeMap<>(arguments);
    }
}
