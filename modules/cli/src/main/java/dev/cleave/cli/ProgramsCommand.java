package dev.cleave.cli;

import dev.cleave.api.Parameter;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.report.Columns;
import java.util.List;

/** {@code cleave programs}: what can be run by name, and with which parameters. */
final class ProgramsCommand {

    private final Output output;

    ProgramsCommand(Output output) {
        this.output = output;
    }

    ExitCode run(Given given) {
        given.argument().ifPresentOrElse(name -> describe(BundledPrograms.named(name)), this::list);
        return ExitCode.SUCCESS;
    }

    private void list() {
        for (Program program : BundledPrograms.all()) {
            output.out().println(program.name() + "  " + program.job().description());
            parameters(program).forEach(output.out()::println);
            output.out().println();
        }
        output.out().println("Run one with 'cleave run NAME -p PARAMETER=VALUE'.");
    }

    private void describe(Program program) {
        output.out().println(program.name() + "  " + program.job().description());
        output.out().println("class " + program.jobClass());
        output.out().println();
        parameters(program).forEach(output.out()::println);
        output.out().println();
        output.out().println("cleave run " + program.name() + example(program));
    }

    private static List<String> parameters(Program program) {
        Columns columns = new Columns("lll");
        for (Parameter<?> parameter : program.job().parameters()) {
            columns.row(
                    parameter.name(),
                    "= " + parameter.defaultValue(),
                    parameter.help() + " (" + expectation(parameter) + ")");
        }
        return columns.lines(2);
    }

    private static String expectation(Parameter<?> parameter) {
        boolean saysNoMore = List.of("a whole number", "a decimal number", "true or false", "text", "a file")
                .contains(parameter.expectation());
        if (saysNoMore || parameter.type().equals("choice")) {
            return saysNoMore ? parameter.type() : parameter.expectation();
        }
        return parameter.type() + ", " + parameter.expectation();
    }

    private static String example(Program program) {
        return program.job().parameters().stream()
                .findFirst()
                .filter(first -> !first.isFile())
                .map(first -> " -p " + first.name() + "=" + first.defaultValue())
                .orElse("");
    }
}
