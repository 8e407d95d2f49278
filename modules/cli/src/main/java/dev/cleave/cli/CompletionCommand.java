package dev.cleave.cli;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code cleave completion}: a script by which bash and zsh complete commands and options. */
final class CompletionCommand {

    private final Output output;

    CompletionCommand(Output output) {
        this.output = output;
    }

    /** One script serves both: under zsh it turns on zsh's completion in the manner of bash first. */
    ExitCode run(Given given) {
        String shell = given.argument().orElse("none");
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw CommandException.usage("shell: " + shell + " (expected: bash or zsh)");
        }
        output.out().print(AutoComplete.bash("cleave", new CommandLine(CommandModel.cleave())));
        return ExitCode.SUCCESS;
    }
}
