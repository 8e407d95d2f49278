package dev.cleave.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The parts that models of commands are made of. Values are text: they are read, and refused, elsewhere. */
final class Specs {

    private Specs() {}

    static CommandSpec command(String name, String... description) {
        CommandSpec command = CommandSpec.create().name(name);
        command.usageMessage()
                .description(description)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .width(100);
        command.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Print this help.")
                .build());
        return command;
    }

    static PositionalParamSpec argument(String label, String help) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..1")
                .index("0")
                .type(String.class)
                .description(help)
                .build();
    }

    static PositionalParamSpec arguments(String label, String help) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..*")
                .index("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(help)
                .build();
    }

    static OptionSpec value(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .arity("1")
                .type(String.class)
                .description(help)
                .build();
    }

    /** An option with one of a few values, which completion offers. */
    static OptionSpec choice(String label, List<String> values, String help, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .arity("1")
                .type(String.class)
                .completionCandidates(values)
                .description(help)
                .build();
    }

    static OptionSpec many(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(help)
                .build();
    }

    static OptionSpec.Builder flag(String... namesAndHelp) {
        String[] names = Arrays.copyOf(namesAndHelp, namesAndHelp.length - 1);
        return OptionSpec.builder(names)
                .arity("0")
                .type(boolean.class)
                .description(namesAndHelp[namesAndHelp.length - 1]);
    }
}
