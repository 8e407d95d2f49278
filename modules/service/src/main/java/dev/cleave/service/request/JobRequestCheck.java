package dev.cleave.service.request;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.Limits;
import dev.cleave.wire.proto.jobs.v1.Retries;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** What is to run, and how. */
final class JobRequestCheck {
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");
    private static final Pattern LABEL_KEY = Pattern.compile("[a-z0-9./-]{1,63}");
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_.-]{1,63}");
    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final int LONGEST_PROGRAM = 255;
    private static final int LONGEST_LABEL = 255;
    private static final int LONGEST_ARGUMENTS = 256 * 1024;
    private static final int MOST = 100;
    private static final int MOST_RETRIES = 100;
    private static final int HIGHEST_PRIORITY = 9;
    private static final Duration SHORTEST_BACK_OFF = Durations.fromMillis(1);
    private static final Duration LONGEST_BACK_OFF = Durations.fromDays(1);

    private JobRequestCheck() {}

    static void check(JobRequest job, Instant now) {
        program(job);
        classPath(job);
        arguments(job.getArgumentsMap());
        labels(job.getLabelsMap());
        if (job.hasPriority() && Integer.compareUnsigned(job.getPriority(), HIGHEST_PRIORITY) > 0) {
            throw Refusal.invalid("job.priority", Integer.toUnsignedString(job.getPriority()), "0 to 9");
        }
        limits(job.getLimits());
        retries(job.getRetries());
        deadline(job, now);
        JvmOptions.check("job.jvm_options", job.getJvmOptionsList());
        data(job);
    }

    private static void program(JobRequest job) {
        if (job.getProgram().length() > LONGEST_PROGRAM) {
            throw Refusal.invalid("job.program", job.getProgram(), "at most " + LONGEST_PROGRAM + " characters");
        }
        Expect.match("job.program", job.getProgram(), PROGRAM, "the name of a program, or of a class");
    }

    private static void classPath(JobRequest job) {
        Expect.atMost("job.class_path", job.getClassPathCount(), MOST, "jars");
        for (int i = 0; i < job.getClassPathCount(); i++) {
            BlobChecks.blob("job.class_path[" + i + "]", job.getClassPath(i));
        }
    }

    private static void arguments(Map<String, String> arguments) {
        Expect.atMost("job.arguments", arguments.size(), MOST, "arguments");
        int length = 0;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            Expect.match(
                    "job.arguments",
                    argument.getKey(),
                    ARGUMENT,
                    "names of 1 to 63 characters of a-z, A-Z, 0-9, '.', '-' and '_'");
            length += argument.getValue().length();
        }
        Expect.atMost("job.arguments", length, LONGEST_ARGUMENTS, "characters");
    }

    private static void labels(Map<String, String> labels) {
        Expect.atMost("job.labels", labels.size(), MOST, "labels");
        labels.forEach((key, value) -> label("job.labels", key, value));
    }

    static void label(String field, String key, String value) {
        Expect.match(field, key, LABEL_KEY, "keys of 1 to 63 characters of a-z, 0-9, '.', '-' and '/'");
        if (value.length() > LONGEST_LABEL) {
            throw Refusal.invalid(field, value, "values of at most " + LONGEST_LABEL + " characters");
        }
    }

    private static void limits(Limits limits) {
        int most = limits.getMaxCores();
        int least = limits.getMinCores();
        if (most != 0 && Integer.compareUnsigned(least, most) > 0) {
            throw Refusal.invalid(
                    "job.limits.min_cores",
                    Integer.toUnsignedString(least),
                    "at most max_cores, " + Integer.toUnsignedString(most));
        }
        // What the cluster counts in ints.
        fits("job.limits.max_cores", most);
        fits("job.limits.max_nodes", limits.getMaxNodes());
        fits("job.limits.min_cores", least);
        fits("job.limits.max_depth", limits.getMaxDepth());
        if (limits.getMaxPayloadBytes() < 0 || limits.getMaxPayloadBytes() > Integer.MAX_VALUE) {
            throw Refusal.invalid(
                    "job.limits.max_payload_bytes",
                    Long.toUnsignedString(limits.getMaxPayloadBytes()),
                    "0 to " + Integer.MAX_VALUE);
        }
    }

    private static void fits(String field, int given) {
        if (given < 0) {
            throw Refusal.invalid(field, Integer.toUnsignedString(given), "0 to " + Integer.MAX_VALUE);
        }
    }

    private static void retries(Retries retries) {
        if (Integer.compareUnsigned(retries.getMax(), MOST_RETRIES) > 0) {
            throw Refusal.invalid(
                    "job.retries.max", Integer.toUnsignedString(retries.getMax()), "0 to " + MOST_RETRIES);
        }
        if (retries.hasBackOff()) {
            Expect.between("job.retries.back_off", retries.getBackOff(), SHORTEST_BACK_OFF, LONGEST_BACK_OFF);
        }
    }

    private static void deadline(JobRequest job, Instant now) {
        if (!job.hasDeadline()) {
            return;
        }
        if (!Timestamps.isValid(job.getDeadline())) {
            throw Refusal.invalid("job.deadline", "no time", "a time to come");
        }
        Instant deadline = Instant.ofEpochSecond(
                job.getDeadline().getSeconds(), job.getDeadline().getNanos());
        if (!deadline.isAfter(now)) {
            throw Refusal.invalid("job.deadline", deadline.toString(), "a time to come; it is " + now);
        }
    }

    private static void data(JobRequest job) {
        Expect.atMost("job.data", job.getDataCount(), MOST, "files");
        job.getDataMap().forEach((name, blob) -> {
            Expect.match(
                    "job.data",
                    name,
                    DATA,
                    "names of 1 to 128 characters of a-z, A-Z, 0-9, '.', '-' and '_', without a '.' at the start");
            BlobChecks.blob("job.data." + name, blob);
        });
    }
}
