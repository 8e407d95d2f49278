package dev.cleave.cli;

import dev.cleave.api.NearestName;
import dev.cleave.cli.client.ClientCommands;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.graph.GraphCommand;
import dev.cleave.cli.pipeline.PipelineCommand;
import dev.cleave.cli.run.RunCommand;
import dev.cleave.cli.service.BackupCommand;
import dev.cleave.cli.simulate.SimulateCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code cleave} command. */
public final class Main {

    private final Output output;
    private final Runnable beforeRun;
    private final Surroundings surroundings;
    private final CommandLine commandLine;

    private Main(Output output, Runnable beforeRun, Surroundings surroundings, String... arguments) {
        this.output = output;
        this.beforeRun = beforeRun;
        this.surroundings = surroundings;
        this.commandLine = new CommandLine(CommandModel.cleaveFor(arguments));
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Output output = Output.ofProcess();
        Interruption interruption = new Interruption(Thread.currentThread(), output);
        interruption.end(run(output, interruption::heedSignals, Surroundings.ofProcess(), arguments));
    }

    /**
     * Runs a command.
     *
     * @param output where its words go
     * @param beforeRun called before anything is started that would have to be stopped
     * @param surroundings the variables and the home folder that count
     * @param arguments the command, its options and its arguments
     * @return the exit code for the shell
     */
    static ExitCode run(Output output, Runnable beforeRun, Surroundings surroundings, String... arguments) {
        try {
            return new Main(output, beforeRun, surroundings, arguments).run(arguments);
        } catch (CommandException refused) {
            output.out().flush();
            refused.line().lines().forEach(line -> output.say(line));
            return refused.exitCode();
        } finally {
            output.out().flush();
            output.err().flush();
        }
    }

    private ExitCode run(String... arguments) {
        ParseResult parsed = parse(arguments);
        ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        String command = parsed.hasSubcommand() ? last.commandSpec().name() : "";
        if (last.isUsageHelpRequested()) {
            return help(last.commandSpec());
        }
        Given given = new Given(last);
        return switch (command) {
            case "run" -> runJob(given);
            case "node" -> node(given);
            case "submit",
                    "jobs",
                    "job",
                    "watch",
                    "result",
                    "logs",
                    "why",
                    "cancel",
                    "retry",
                    "nodes",
                    "drain",
                    "token" -> new ClientCommands(output, beforeRun, surroundings).run(command, given);
            case "backup" -> new BackupCommand(output, surroundings).run(given);
            case "completion" -> new CompletionCommand(output).run(given);
            case "simulate" -> new SimulateCommand(output).run(given);
            case "graph" -> new GraphCommand(output).run(given);
            case "pipeline" -> new PipelineCommand(output, beforeRun, surroundings).run(given);
            case "programs" -> new ProgramsCommand(output).run(given);
            case "bench" -> new BenchCommand(output).run(given);
            case "ca" -> new CaCommand(output).run(given);
            case "classpath" -> new ClassPathCommand(output).run();
            case "version" -> new VersionCommand(output).run();
            case "help" -> help(commandNamed(given.argument()));
            default -> parsed.hasMatchedOption("--version") ? new VersionCommand(output).run() : nothingGiven();
        };
    }

    private ExitCode node(Given given) {
        return new NodeCommand(output, beforeRun, surroundings).run(given);
    }

    private ExitCode runJob(Given given) {
        beforeRun.run();
        return new RunCommand(output).run(given);
    }

    private ParseResult parse(String... arguments) {
        try {
            return commandLine.parseArgs(arguments);
        } catch (ParameterException wrong) {
            throw CommandException.usage(complaint(wrong));
        }
    }

    private static String complaint(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String seeHelp = "\n'" + command.qualifiedName() + " --help' lists what there is";
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched(), command, seeHelp);
        }
        if (wrong instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + ": no value given (expected: " + option.paramLabel() + ")" + seeHelp;
        }
        if (wrong instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + ": given twice (expected: once)" + seeHelp;
        }
        return wrong.getMessage() + seeHelp;
    }

    private static String unknown(List<String> words, CommandSpec command, String seeHelp) {
        Optional<String> option =
                words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (option.isPresent()) {
            String name = option.get().replaceFirst("=.*", "");
            List<String> known = command.options().stream()
                    .map(each -> each.longestName().replaceFirst("^-+", ""))
                    .toList();
            String guess = NearestName.of(name.replaceFirst("^-+", ""), known)
                    .map(near -> " (did you mean --" + near + "?)")
                    .orElse("");
            return "unknown option: " + name + guess + seeHelp;
        }
        if (!command.subcommands().isEmpty()) {
            return NearestName.unknown(
                    "command", words.get(0), command.subcommands().keySet());
        }
        return "unexpected argument: " + words.get(0) + seeHelp;
    }

    private CommandSpec commandNamed(Optional<String> name) {
        CommandSpec all = commandLine.getCommandSpec();
        if (name.isEmpty()) {
            return all;
        }
        CommandLine named = all.subcommands().get(name.get());
        if (named == null) {
            throw CommandException.usage(
                    NearestName.unknown("command", name.get(), all.subcommands().keySet()));
        }
        return named.getCommandSpec();
    }

    private ExitCode help(CommandSpec command) {
        output.out().print(new CommandLine(command).getUsageMessage(CommandLine.Help.Ansi.OFF));
        return ExitCode.SUCCESS;
    }

    private ExitCode nothingGiven() {
        output.err().print(commandLine.getUsageMessage(CommandLine.Help.Ansi.OFF));
        return ExitCode.USAGE;
    }
}
