package dev.cleave.cli.client;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.program.UserPrograms;
import dev.cleave.cli.run.RunFolder;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobLimits;
import dev.cleave.client.JobRetries;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.JobSubmission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code cleave submit}: hands a job to a cluster; standard output gets its id and nothing else. */
final class SubmitCommand {

    private static final int HIGHEST_PRIORITY = 9;
    private static final int MOST_RETRIES = 100;

    private final Output output;
    private final ClusterChoice choice;
    private final Runnable beforeWaiting;

    SubmitCommand(Output output, ClusterChoice choice, Runnable beforeWaiting) {
        this.output = output;
        this.choice = choice;
        this.beforeWaiting = beforeWaiting;
    }

    ExitCode run(Given given) throws InterruptedException {
        try (RunFolder folder = RunFolder.open(Optional.empty())) {
            JobSubmission submission = submission(given, folder);
            try (CleaveClient client = choice.connect(given)) {
                JobStatus job = client.submitOnly(submission);
                output.out().println(job.id());
                output.out().flush();
                if (!given.has("--wait")) {
                    return ExitCode.SUCCESS;
                }
                beforeWaiting.run();
                return wait(client, job);
            }
        }
    }

    private ExitCode wait(CleaveClient client, JobStatus accepted) throws InterruptedException {
        try {
            JobStatus last = new Follower(client, output).follow(accepted, event -> {});
            Epilogue.of(last).forEach(output.err()::println);
            if (last.state() == JobState.SUCCEEDED) {
                output.say("its result: cleave result " + last.id());
            }
            return Epilogue.exitCode(last);
        } catch (InterruptedException signal) {
            output.say("the job goes on: cleave watch " + accepted.id() + "; cleave cancel ends it");
            throw signal;
        }
    }

    private static JobSubmission submission(Given given, RunFolder folder) {
        Map<String, String> parameters = Values.pairs("-p", "name=value", given.all("-p"));
        JobSubmission job = program(given, parameters, folder);
        for (Map.Entry<String, String> each :
                Values.pairs("--label", "key=value", given.all("--label")).entrySet()) {
            job = job.label(each.getKey(), each.getValue());
        }
        for (String option : given.all("--jvm-option")) {
            job = job.jvmOption(option);
        }
        Optional<Integer> priority = given.value(
                "--priority", text -> Values.integer("--priority", text, 0, HIGHEST_PRIORITY, ", higher first"));
        if (priority.isPresent()) {
            job = job.priority(priority.get());
        }
        Optional<Duration> deadline = given.value("--deadline", text -> Values.duration("--deadline", text));
        if (deadline.isPresent()) {
            job = job.deadline(Instant.now().plus(deadline.get()));
        }
        Optional<String> key = given.text("--key");
        if (key.isPresent()) {
            job = job.idempotencyKey(key.get());
        }
        int retries = number(given, "--retries", 0, MOST_RETRIES, " times");
        return job.limits(limits(given))
                .retries(retries == 0 ? JobRetries.NONE : new JobRetries(retries, Duration.ZERO))
                .profile(given.has("--profile"));
    }

    private static JobSubmission arguments(JobSubmission to, Map<String, String> arguments) {
        JobSubmission job = to;
        for (Map.Entry<String, String> each : arguments.entrySet()) {
            job = job.argument(each.getKey(), each.getValue());
        }
        return job;
    }

    private static JobLimits limits(Given given) {
        return new JobLimits(
                number(given, "--max-cores", 1, Integer.MAX_VALUE, " cores"),
                number(given, "--max-nodes", 1, Integer.MAX_VALUE, " nodes"),
                number(given, "--min-cores", 1, Integer.MAX_VALUE, " cores"),
                number(given, "--max-depth", 1, Integer.MAX_VALUE, " levels"),
                given.value("--max-payload", text -> Values.bytes("--max-payload", text, 1024, Integer.MAX_VALUE))
                        .orElse(0L));
    }

    private static int number(Given given, String option, int least, int most, String unit) {
        return given.value(option, text -> Values.integer(option, text, least, most, unit))
                .orElse(0);
    }

    /** What is brought along is loaded here too, to check the parameters; what the cluster has, it checks itself. */
    private static JobSubmission program(Given given, Map<String, String> parameters, RunFolder folder) {
        String name = given.argument()
                .orElseThrow(
                        () -> CommandException.usage("nothing to submit (expected: the name of a program, File.java,"
                                + " or --jar my.jar my.Class)"));
        List<Path> jars = given.all("--jar").stream().map(Path::of).toList();
        if (!name.endsWith(".java") && jars.isEmpty()) {
            return arguments(JobSubmission.of(name), BundledPrograms.shipped(name, parameters));
        }
        Program program = name.endsWith(".java")
                ? UserPrograms.fromSource(
                        Path.of(name), jars, folder.path().resolve(Path.of(name).getFileName() + ".jar"))
                : UserPrograms.fromJars(jars, name);
        program.check(parameters);
        JobSubmission job = JobSubmission.of(program.jobClass());
        for (Path jar : program.classPath()) {
            job = job.jar(jar);
        }
        return arguments(job, program.shipped(parameters));
    }
}
