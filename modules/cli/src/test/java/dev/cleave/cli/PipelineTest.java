package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cleave pipeline}, in the process of the test. */
class PipelineTest extends TypedCommands {

    private static final String ROOT = "../../";
    private static final String WORDS = ROOT + "docs/examples/words.yaml";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pipeline                               | nothing to do (expected: check, plan, run, submit, ",
                "pipeline chek x                        | unknown action: chek (did you mean check?",
                "pipeline check                         | file: none (expected: a pipeline in YAML)",
                "pipeline check missing.yaml            | missing.yaml: no such file (in ",
                "pipeline check a b                     | unexpected argument: b",
                "pipeline check a -o json               | --output: has no meaning with check",
                "pipeline plan a --out x                | --out: has no meaning with plan",
                "pipeline plan pom.xml --time-scale 2   | --time-scale: has no meaning without --from-wfformat FILE",
                "pipeline plan a -o xml                 | -o: unknown format: xml (known: table, json, yaml)",
                "pipeline plan a --lanes 0              | --lanes: 0 (expected: 1 to 1024 threads)",
                "pipeline check ../../docs/examples/words.yaml -p m=1 | unknown parameter: m (did you mean n?",
                "pipeline check ../../docs/examples/words.yaml -p letters=x | parameter letters: 'x' (expected: a whole number",
                "pipeline check ../../docs/examples/words.yaml -p n=40 | ../../docs/examples/words.yaml:24:22: VALUE: task queens: n: ${params.n}, which is 40 (expected: 1 to 31)",
            })
    void whatCannotBeUsedIsRefusedWithWhatWasExpected(String line, String complaint) {
        assertThat(run(line.strip().split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("cleave: " + complaint);
        assertThat(out()).isEmpty();
    }

    @Test
    void theDocumentShowsItsExamples() throws IOException {
        assertThat(document())
                .contains(Files.readString(Path.of(WORDS)), Files.readString(example("flaky.yaml")))
                .contains(Files.readString(example("broken-pipeline.yaml")));
    }

    @Test
    void whatIsRefusedIsPrintedAsTheDocumentSays() throws IOException {
        assertThat(run("pipeline", "check", ROOT + "docs/examples/broken-pipeline.yaml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(document()).contains("broken-pipeline.yaml\n" + shown(err()));
    }

    @Test
    void checkAndPlanPrintWhatTheDocumentSays() throws IOException {
        assertThat(run("pipeline", "check", WORDS)).isEqualTo(ExitCode.SUCCESS);
        assertThat(document()).contains("check docs/examples/words.yaml\n" + shown(out()));
        forget();
        assertThat(run("pipeline", "plan", WORDS, "--lanes", "2")).isEqualTo(ExitCode.SUCCESS);
        assertThat(withoutDates(document()))
                .contains("plan docs/examples/words.yaml --lanes 2\n" + withoutDates(shown(out())));
    }

    @Test
    void aRunDoesWhatTheDocumentSays() throws IOException {
        String cache = folder.resolve("cache").toString();
        Path results = folder.resolve("out");
        assertThat(run("pipeline", "run", WORDS, "--lanes", "2", "--cache", cache, "--out", results.toString()))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(rows(out())).containsExactlyElementsOf(rows(section(document(), "run docs/examples/words.yaml")));
        assertThat(results.resolve("each/3/result")).hasContent("3: split\n");
        assertThat(Files.readAllLines(results.resolve("split/files/words"))).hasSize(14);
        forget();
        assertThat(run("pipeline", "run", WORDS, "--lanes", "2", "--cache", cache))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .containsPattern("pick +SUCCEEDED, known +apart cleave")
                .containsPattern("split +SUCCEEDED +1 ");
    }

    @Test
    void failuresAreTriedAgainTimedOutAndToldInFull() throws IOException {
        assertThat(run("pipeline", "run", ROOT + "docs/examples/flaky.yaml", "--lanes", "2"))
                .isEqualTo(ExitCode.JOB_FAILED);
        assertThat(rows(out())).containsExactlyElementsOf(rows(section(document(), "run docs/examples/flaky.yaml")));
        assertThat(err())
                .contains("cleave: fails failed and is tried again: ")
                .contains(
                        "cleave: fails failed: EXIT_CODE: sh -c echo 'the disk is full' >&2; exit 4 ended with exit code 4"
                                + " (expected: 0); its last words:\nthe disk is full\n");
    }

    @Test
    void theDocumentOfARunIsReadForPlansAndAsAGraph() throws IOException {
        String cache = folder.resolve("cache").toString();
        assertThat(run("pipeline", "run", WORDS, "--lanes", "2", "--cache", cache, "-o", "json"))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).contains("\"state\": \"SUCCEEDED\"").containsPattern("\"needs\": \\[\\s+\"pick\"\\s+]");
        String run = Files.writeString(folder.resolve("run.json"), out()).toString();
        forget();
        assertThat(run("pipeline", "plan", WORDS, "--durations", run)).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).containsPattern("each +echo .* +5\\? +1 ").doesNotContain("no time is known");
        forget();
        assertThat(run("graph", "analyze", run)).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).startsWith("words (" + run + "): JSON, 10 tasks, ");
    }

    @Test
    void aPipelineIsReadAsAGraphToo() {
        assertThat(run("graph", "analyze", WORDS)).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).startsWith("words (" + WORDS + "): pipeline, 7 tasks, ");
        assertThat(run("graph", "analyze", ROOT + "docs/examples/broken-pipeline.yaml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("5:5: VALUE: task count: unknown key: file-in (did you mean files-in?");
    }

    @Test
    void aRecordedWorkflowIsReplayed() {
        String workflow = "../graph/src/test/resources/workflows/ladder.json";
        assertThat(run(
                        "pipeline",
                        "run",
                        "--from-wfformat",
                        workflow,
                        "--time-scale",
                        "0.001",
                        "--lanes",
                        "2",
                        "-o",
                        "json"))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).contains("\"state\": \"SUCCEEDED\"").containsPattern("\"span\": 0\\.013");
        assertThat(out().lines().filter(line -> line.contains("\"state\": \"SUCCEEDED\"")))
                .hasSize(7);
    }

    @Test
    void whatTakesTooLongIsGivenUp() throws IOException {
        Path file = Files.writeString(
                folder.resolve("slow.yaml"), "tasks: { a: { command: [sleep, 600] }, b: { program: fib, needs: a } }");
        assertThat(run("pipeline", "run", file.toString(), "--timeout", "500ms"))
                .isEqualTo(ExitCode.TIMEOUT);
        assertThat(out()).startsWith("slow: CANCELLED in ").containsPattern("b +CANCELLED");
    }

    /** The rows of the table of tasks, without times. */
    private static List<String> rows(String text) {
        return text.lines()
                .filter(line -> line.matches("  \\S+ +(SUCCEEDED|FAILED|SKIPPED|CANCELLED).*"))
                .map(line -> line.replaceAll(" +[0-9.,]+ (µs|ms|s)\\b", " T").replaceAll(" +", " "))
                .toList();
    }

    private static String section(String document, String command) {
        int start = document.indexOf("$ ./cleave pipeline " + command);
        assertThat(start).isPositive();
        return document.substring(start, document.indexOf("\n```", start));
    }

    private static String withoutDates(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d [+-]\\d\\d:\\d\\d", "DATE");
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(ROOT, "docs/pipelines.md"));
    }

    private static Path example(String name) {
        return Path.of(ROOT, "docs/examples", name);
    }

    private static String shown(String text) {
        return text.replace(ROOT, "").replace(System.lineSeparator(), "\n");
    }
}
