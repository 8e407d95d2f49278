package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cleave graph}. */
class GraphTest extends TypedCommands {

    private static final String ROOT = "../../";
    private static final String NIGHTLY = ROOT + "docs/examples/nightly.yaml";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "graph                                  | nothing to do (expected: analyze or show, and a file)",
                "graph analyse x                        | unknown action: analyse (did you mean analyze?",
                "graph analyze                          | file: none (expected: a graph in YAML",
                "graph analyze missing.yaml             | missing.yaml: no such file (in ",
                "graph analyze pom.xml -o xml           | -o: unknown format: xml (known: table, json, yaml)",
                "graph analyze pom.xml x                | unexpected argument: x",
                "graph analyze pom.xml --out x.svg      | --out: has no meaning with analyze",
                "graph show pom.xml -o json             | -o: has no meaning with show",
                "graph show pom.xml                     | --out: none (expected: the file for the drawing",
                "graph show pom.xml --out /no/folder/x  | --out: /no/folder/x (expected: a file in an existing folder)",
            })
    void whatCannotBeUsedIsRefusedWithWhatWasExpected(String line, String complaint) {
        assertThat(run(line.strip().split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("cleave: " + complaint);
        assertThat(out()).isEmpty();
    }

    @Test
    void theDocumentsExamplesPrintWhatTheySay() throws IOException {
        String document = Files.readString(Path.of(ROOT, "docs/graphs.md"));
        assertThat(document).contains(Files.readString(Path.of(NIGHTLY)));

        assertThat(run("graph", "analyze", NIGHTLY)).isEqualTo(ExitCode.SUCCESS);
        assertThat(document).contains("$ ./cleave graph analyze docs/examples/nightly.yaml\n" + shown(out()));

        assertThat(run("graph", "analyze", ROOT + "docs/examples/broken.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(document).contains("$ ./cleave graph analyze docs/examples/broken.yaml\n" + shown(err()));
    }

    @Test
    void aDocumentHasAllFiguresInSeconds() {
        assertThat(run("graph", "analyze", ROOT + "docs/examples/diamond.stg", "-o", "json"))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .contains("\"format\": \"Standard Task Graph\"", "\"tasks\": 4", "\"edges\": 4")
                .contains("\"work\": 210,", "\"span\": 120,", "\"parallelism\": 1.75,")
                .containsPattern("\"task\": \"2\",\\s+\"start\": 0,\\s+\"time\": 120")
                .containsPattern("\"widths\": \\[\\s+1,\\s+2,\\s+1\\s+]")
                .containsPattern("\"cores\": 2,\\s+\"makespan\": 120,\\s+\"least\": 120,\\s+\"most\": 165\\s");
        forget();
        assertThat(run("graph", "analyze", NIGHTLY, "-o", "yaml")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).contains("\nname: nightly\n", "\nspan: 877.5\n", "\n  - cores: 1024\n");
    }

    @Test
    void aDrawingIsWrittenToAFile(@TempDir Path folder) throws IOException {
        Path drawing = folder.resolve("graph.svg");
        assertThat(run("graph", "show", NIGHTLY, "--out", drawing.toString())).isEqualTo(ExitCode.SUCCESS);
        assertThat(err()).startsWith("cleave: 10 tasks drawn in " + drawing);
        assertThat(out()).isEmpty();
        assertThat(Files.readString(drawing)).startsWith("<svg xmlns=").contains(">geocode<", "critical-task");
    }

    @Test
    void ofManyFaultsTheFirstAreNamedAndTheOthersCounted(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("tasks:\n");
        for (int i = 0; i < 30; i++) {
            text.append("  t").append(i).append(": { needs: nobody }\n");
        }
        Path file = Files.writeString(folder.resolve("many.yaml"), text);
        assertThat(run("graph", "analyze", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err().lines()).hasSize(21);
        assertThat(err()).contains(file + ":2:16: UNKNOWN_TASK: task t0 needs nobody", file + ": and 10 more");
    }

    /** As from the root of the project. */
    private static String shown(String text) {
        return text.replace(ROOT, "").replace(System.lineSeparator(), "\n");
    }
}
