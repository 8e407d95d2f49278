package dev.cleave.client;

import dev.cleave.api.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run, and how. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * JobSubmission.of("nqueens").argument("n", 16).label("team", "chess").priority(5);
 * JobSubmission.of("my.pkg.MyJob").jar(Path.of("my.jar")).jvmOption("-Xmx2g");
 * }</pre>
 *
 * @param program the name of a program that comes with the cluster, or the binary name of a class in the jars
 * @param classPath jars, or folders of classes, in which the class is found, in order; sent to the cluster unless it has
 *     them
 * @param arguments text by parameter name
 * @param labels for people and for filters
 * @param priority 0 to 9, higher first, above 5 for operators only; empty for the cluster's default
 * @param limits what it may use
 * @param retries how the whole job is tried again
 * @param deadline when it fails if it has not ended; empty for never
 * @param jvmOptions for the JVMs that run its code, as {@code -Xmx512m}
 * @param profile whether every step is measured, at a price
 * @param data files that every node gets, read-only, by name
 * @param idempotencyKey 1 to 128 visible ASCII characters that name this submission: the same again with the same key is
 *     the same job; empty to have the client make one
 */
public record JobSubmission(
        String program,
        List<Path> classPath,
        Map<String, String> arguments,
        Map<String, String> labels,
        Optional<Integer> priority,
        JobLimits limits,
        JobRetries retries,
        Optional<Instant> deadline,
        List<String> jvmOptions,
        boolean profile,
        Map<String, Path> data,
        Optional<String> idempotencyKey) {

    public JobSubmission {
        if (program.isBlank()) {
            throw CleaveException.invalid("job.program", "'" + program + "'", "the name of a program or of a class");
        }
        priority.ifPresent(number -> {
            if (number < 0 || number > 9) {
                throw CleaveException.invalid("job.priority", String.valueOf(number), "0 to 9");
            }
        });
        idempotencyKey.ifPresent(key -> {
            if (!key.matches("[!-~]{1,128}")) {
                throw CleaveException.invalid("idempotency_key", key, "1 to 128 visible ASCII characters");
            }
        });
        classPath = List.copyOf(classPath);
        arguments = Map.copyOf(arguments);
        labels = Map.copyOf(labels);
        jvmOptions = List.copyOf(jvmOptions);
        data = Map.copyOf(data);
    }

    /** A job with this program, the cluster's defaults, and no arguments. */
    public static JobSubmission of(String program) {
        return new JobSubmission(
                program,
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                JobLimits.NONE,
                JobRetries.NONE,
                Optional.empty(),
                List.of(),
                false,
                Map.of(),
                Optional.empty());
    }

    /**
     * A job of this class, with the jar or the folder that the class was loaded from.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if it was loaded from somewhere else; name the jars with {@link
     *     #of(String)} and {@link #jar} then
     */
    public static JobSubmission of(Class<? extends Job<?, ?>> job) {
        return of(job.getName()).jar(CodeSources.of(job));
    }

    /** With one more jar, or folder of classes. */
    public JobSubmission jar(Path file) {
        return new JobSubmission(
                program,
                with(classPath, file),
                arguments,
                labels,
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** With this argument, as its {@code toString} says it. */
    public JobSubmission argument(String name, Object value) {
        return new JobSubmission(
                program,
                classPath,
                with(arguments, name, String.valueOf(value)),
                labels,
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** With this label: a key of 1 to 63 characters of a-z, 0-9, '.', '-' and '/', a value of at most 255. */
    public JobSubmission label(String key, String value) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                with(labels, key, value),
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** With this priority, 0 to 9, higher first. */
    public JobSubmission priority(int number) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                Optional.of(number),
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** Within these limits. */
    public JobSubmission limits(JobLimits most) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                most,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** Tried again as a whole like this. */
    public JobSubmission retries(JobRetries how) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                how,
                deadline,
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** Failed if it has not ended by then. */
    public JobSubmission deadline(Instant end) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                retries,
                Optional.of(end),
                jvmOptions,
                profile,
                data,
                idempotencyKey);
    }

    /** With one more option for the JVMs that run it. */
    public JobSubmission jvmOption(String option) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                retries,
                deadline,
                with(jvmOptions, option),
                profile,
                data,
                idempotencyKey);
    }

    /** With every step measured, or not. */
    public JobSubmission profile(boolean wanted) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                wanted,
                data,
                idempotencyKey);
    }

    /** With one more file that every node gets. */
    public JobSubmission data(String name, Path file) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                with(data, name, file),
                idempotencyKey);
    }

    /** Named by the caller, who may then submit it again from another process. */
    public JobSubmission idempotencyKey(String key) {
        return new JobSubmission(
                program,
                classPath,
                arguments,
                labels,
                priority,
                limits,
                retries,
                deadline,
                jvmOptions,
                profile,
                data,
                Optional.of(key));
    }

    private static <K, V> Map<K, V> with(Map<K, V> some, K key, V value) {
        Map<K, V> all = new LinkedHashMap<>(some);
        all.put(key, value);
        return all;
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }
}
