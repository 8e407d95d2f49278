package dev.cleave.cli.client;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.report.Columns;
import dev.cleave.cli.report.Units;
import dev.cleave.client.Ending;
import dev.cleave.client.Failure;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The last words about a job that a cluster has run. */
final class Epilogue {

    private Epilogue() {}

    /** Lines for people. */
    static List<String> of(JobStatus job) {
        List<String> lines = new ArrayList<>();
        String after = job.ending()
                .map(ending -> Units.time(ending.elapsed().toNanos()))
                .orElse("some time");
        switch (job.state()) {
            case SUCCEEDED -> lines.add("cleave: " + job.program() + " took " + after);
            case CANCELLED -> lines.add("cleave: " + job.program() + " was cancelled after " + after);
            case FAILED -> {
                lines.add("cleave: " + job.program() + " failed after " + after + ": " + failure(job));
                lines.addAll(stackTrace(job));
            }
            default -> lines.add("cleave: " + job.program() + " is " + job.state());
        }
        job.ending()
                .filter(ending -> job.state() == JobState.SUCCEEDED)
                .ifPresent(ending -> lines.addAll(measures(ending)));
        return lines;
    }

    /** What the shell is told of a job that has ended. */
    static ExitCode exitCode(JobStatus job) {
        return job.state() == JobState.SUCCEEDED ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
    }

    /** Why a job failed, in a line. */
    static String failure(JobStatus job) {
        return job.ending().flatMap(Ending::failure).map(Epilogue::line).orElse("for reasons unknown");
    }

    private static String line(Failure failure) {
        return failure.code() + (failure.path().isEmpty() ? "" : " at " + failure.path()) + ": " + failure.message();
    }

    /** The trace of the user's exception, indented; nothing if there was none. */
    static List<String> stackTrace(JobStatus job) {
        return job.ending()
                .flatMap(Ending::failure)
                .map(failure -> failure.stackTrace()
                        .strip()
                        .lines()
                        .map(line -> "  " + line)
                        .toList())
                .orElse(List.of());
    }

    private static List<String> measures(Ending ending) {
        return new Columns("lrlrlr")
                .row(
                        "work T1",
                        time(ending.work()),
                        "  subproblems",
                        Units.count(ending.subproblems()),
                        "  nodes lost",
                        Units.count(ending.lostNodes()))
                .row(
                        "span T∞",
                        "≤ " + time(ending.span()),
                        "  leases",
                        Units.count(ending.leases()),
                        "  runners lost",
                        Units.count(ending.lostRunners()))
                .row(
                        "speed-up",
                        ending.elapsed().isZero()
                                ? "-"
                                : Units.threeDigits((double) ending.work().toNanos()
                                        / ending.elapsed().toNanos()),
                        "  retries",
                        Units.count(ending.retries()),
                        "  re-executed",
                        time(ending.reExecuted()))
                .lines(2);
    }

    private static String time(Duration length) {
        return Units.time(length.toNanos());
    }
}
