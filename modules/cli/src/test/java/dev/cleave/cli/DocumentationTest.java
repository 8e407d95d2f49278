package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents say of the command, held against the command. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void everyOptionIsInTheReference() throws IOException {
        String reference = read("docs/commands.md");
        for (String command : new String[] {"run", "node", "simulate", "bench", "ca"}) {
            int start = reference.indexOf("\n## " + command + "\n");
            String section = reference.substring(start, reference.indexOf("\n## ", start + 1));
            for (OptionSpec option : spec(command).options()) {
                if (!option.usageHelp()) {
                    assertThat(section).contains("| `" + shown(option));
                }
            }
        }
    }

    @Test
    void theReferenceHasNoOptionThatIsNot() throws IOException {
        CommandSpec run = spec("run");
        CommandSpec node = spec("node");
        CommandSpec bench = spec("bench");
        CommandSpec simulate = spec("simulate");
        CommandSpec ca = spec("ca");
        read("docs/commands.md")
                .lines()
                .filter(line -> line.startsWith("| `-"))
                .map(line -> line.replaceAll("^\\| `([^` ]+).*", "$1"))
                .forEach(option -> assertThat(run.findOption(option) != null
                                || node.findOption(option) != null
                                || simulate.findOption(option) != null
                                || bench.findOption(option) != null
                                || ca.findOption(option) != null)
                        .as(option)
                        .isTrue());
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
        for (String command : new String[] {"run", "node", "simulate", "programs", "bench", "ca", "classpath"}) {
            assertThat(readme).contains("| `cleave " + command);
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
