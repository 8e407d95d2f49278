package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents say of the command, held against the command. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..", "..");

    /** The sections of commands that have none of their own. */
    private static final Map<String, String> SECTIONS = Map.ofEntries(
            Map.entry("job", "jobs"),
            Map.entry("watch", "jobs"),
            Map.entry("result", "jobs"),
            Map.entry("logs", "jobs"),
            Map.entry("why", "jobs"),
            Map.entry("cancel", "jobs"),
            Map.entry("retry", "jobs"),
            Map.entry("drain", "nodes"),
            Map.entry("backup", "nodes"),
            Map.entry("token", "token"));

    @Test
    void everyOptionIsInTheReference() throws IOException {
        String reference = read("docs/commands.md");
        for (String command : CommandModel.NAMES) {
            for (OptionSpec option : spec(command).options()) {
                if (!option.usageHelp()) {
                    assertThat(section(reference, SECTIONS.getOrDefault(command, command)))
                            .as(command)
                            .contains("| `" + shown(option));
                }
            }
        }
    }

    /** From a heading that begins with a command to the next one. */
    private static String section(String reference, String command) {
        int start = reference.indexOf("\n## " + command);
        assertThat(start).as(command).isPositive();
        int end = reference.indexOf("\n## ", start + 1);
        return reference.substring(start, end < 0 ? reference.length() : end);
    }

    @Test
    void theReferenceHasNoOptionThatIsNot() throws IOException {
        read("docs/commands.md")
                .lines()
                .filter(line -> line.startsWith("| `-"))
                .map(line -> line.replaceAll("^\\| `([^` ]+).*", "$1"))
                .forEach(option -> assertThat(CommandModel.NAMES)
                        .as(option)
                        .anyMatch(command -> spec(command).findOption(option) != null));
    }

    @Test
    void everyExitCodeIsInTheReference() throws IOException {
        for (ExitCode code : ExitCode.values()) {
            assertThat(read("docs/commands.md")).contains("\n| " + code.status() + " | ");
        }
    }

    @Test
    void everyCommandIsInTheReadme() throws IOException {
        String readme = read("README.md");
        for (String command : CommandModel.NAMES) {
            if (!command.equals("help") && !command.equals("version")) {
                assertThat(readme).containsPattern("\\| `cleave [a-z|\\\\]*\\b" + command + "\\b");
            }
        }
    }

    private static String shown(OptionSpec option) {
        return option.shortestName().equals(option.longestName())
                ? option.longestName()
                : option.shortestName() + "`, `" + option.longestName();
    }

    private static CommandSpec spec(String command) {
        CommandLine subcommand = CommandModel.cleave().subcommands().get(command);
        assertThat(subcommand).isNotNull();
        return subcommand.getCommandSpec();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
