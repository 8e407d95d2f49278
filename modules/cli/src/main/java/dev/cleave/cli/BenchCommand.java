package dev.cleave.cli;

import dev.cleave.api.NearestName;
import dev.cleave.benchmarks.Bench;
import dev.cleave.benchmarks.part.Parts;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.report.Columns;
import java.util.ArrayList;
import java.util.List;

/** {@code cleave bench}: how fast Cleave is on this machine. */
final class BenchCommand {

    private static final int DEFAULT_ROUNDS = 5;
    private static final int MOST_ROUNDS = 1000;

    private final Output output;

    BenchCommand(Output output) {
        this.output = output;
    }

    ExitCode run(Given given) {
        boolean parts = given.has("--parts");
        List<String> chosen = chosen(given);
        List<String> known = parts ? Parts.names() : Bench.ids();
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw CommandException.usage(NearestName.unknown(parts ? "part" : "line", name, known));
            }
        }
        int rounds = given.value("--rounds", text -> Values.integer("--rounds", text, 1, MOST_ROUNDS, " runs"))
                .orElse(DEFAULT_ROUNDS);
        if (given.has("--list")) {
            list(parts, chosen);
            return ExitCode.SUCCESS;
        }
        try {
            return measure(parts, chosen, rounds, given.has("--json")) ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.interrupted();
        }
    }

    private boolean measure(boolean parts, List<String> chosen, int rounds, boolean json) throws InterruptedException {
        return parts ? Parts.run(chosen, rounds, json, output.out()) : Bench.run(chosen, rounds, json, output.out());
    }

    /** What is named, and all of the job service's if they are asked for; nothing for everything. */
    private static List<String> chosen(Given given) {
        if (!given.has("--service")) {
            return given.arguments();
        }
        if (given.has("--parts")) {
            throw CommandException.usage("--service: lines of the job service (expected: without --parts)");
        }
        List<String> chosen = new ArrayList<>(given.arguments());
        chosen.addAll(Bench.serviceIds());
        return chosen;
    }

    private void list(boolean parts, List<String> chosen) {
        if (parts) {
            Parts.names().forEach(output.out()::println);
            return;
        }
        Columns columns = new Columns("lrl");
        Bench.lines().stream()
                .filter(line -> chosen.isEmpty() || chosen.contains(line.id()))
                .forEach(line -> columns.row(line.id(), line.goal().text(), line.text()));
        columns.lines(0).forEach(output.out()::println);
    }
}
