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

/** {@code cleave simulate}. */
class SimulateTest extends TypedCommands {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulate                                    | nothing to simulate (expected: --program NAME)",
                "simulate --program nquens                   | unknown program: nquens (did you mean nqueens?",
                "simulate --program fib -p m=3               | unknown parameter: m",
                "simulate --program fib --nodes 0            | --nodes: 0 (expected: 1 to 10000 nodes)",
                "simulate --program fib --cores 2000         | --cores: 2000 (expected: 1 to 1024 lanes of each node)",
                "simulate --program fib --latency fast       | --latency: fast (expected: a time such as 90s, 5m, 1h30m or 500ms)",
                "simulate --program fib --slow-node 2        | --slow-node: 2 (expected: 0.01 to 1.0)",
                "simulate --program fib --bandwidth 3        | --bandwidth: 3 (expected: 1024 to",
                "simulate --program fib --seed x             | --seed: x (expected: 0 to 2147483647)",
                "simulate --program fib --measured-run none  | --measured-run: none (expected: the document that",
                "simulate --program fib --measured-work 1s --measured-run x | --measured-work and --measured-run: both given",
                "simulate --program fib --nods 3             | unknown option: --nods (did you mean --nodes?)",
                "simulate fib                                | unexpected argument: fib",
            })
    void whatCannotBeSimulatedIsRefused(String line, String complaint) {
        assertThat(run(line.strip().split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("cleave: " + complaint);
    }

    @Test
    void figuresComeWithWhatTheyRestOn() {
        ExitCode exitCode = run(
                "simulate",
                "--program",
                "fib",
                "-p",
                "n=20",
                "-p",
                "kernel=false",
                "--nodes",
                "3",
                "--cores",
                "2",
                "--latency",
                "50us",
                "--measured-work",
                "3s");
        assertThat(exitCode).isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .startsWith("fib -p n=20 -p kernel=false on 3 × 2 lanes, simulated: SUCCEEDED\n")
                .containsPattern("work T1 +3\\.00 s")
                .containsPattern("efficiency +0\\.[0-9]{3}")
                .containsPattern("ramp-up .* until 90\\.0 % of all lanes were busy")
                .contains("scaled to the measured 3.00 s")
                .contains("network: 50.0 µs")
                .contains("not in it: garbage collection");
        assertThat(err()).isEmpty();
    }

    @Test
    void aLargerTreeIsSaidToBeGenerated() {
        run("simulate", "--program", "fib", "-p", "n=18", "-p", "kernel=false", "--nodes", "20", "--work", "200ms");
        assertThat(out()).containsPattern("work T1 +32\\.0 s").contains("tree: generated like it, with ");
    }

    @Test
    void aDocumentOfAMeasuredRunIsUnderstood(@TempDir Path folder) throws IOException {
        Path document = Files.writeString(folder.resolve("run.json"), "{\n  \"work\": 1.25,\n  \"span\": 0.5\n}\n");
        ExitCode exitCode = run(
                "simulate",
                "--program",
                "fib",
                "-p",
                "n=18",
                "-p",
                "kernel=false",
                "--nodes",
                "1",
                "--cores",
                "1",
                "--measured-run",
                document.toString(),
                "--json");
        assertThat(exitCode).isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .startsWith("{")
                .contains("\"work\": 1.25,")
                .contains("\"state\": \"SUCCEEDED\"")
                .contains("\"violations\": []");
    }

    @Test
    void slowAndFailingNodesAreSaid() {
        run(
                "simulate",
                "--program",
                "fib",
                "-p",
                "n=18",
                "-p",
                "kernel=false",
                "--nodes",
                "3",
                "--cores",
                "2",
                "--work",
                "20s",
                "--slow-node",
                "0.5",
                "--fail-every",
                "8s",
                "--bandwidth",
                "100MiB");
        assertThat(out())
                .contains("the first node's lanes run at 0.5 of the others' speed")
                .contains("every 8.00 s a node fails for good; another joins 10.0 s later")
                .contains("100 MiB per second and machine")
                .doesNotContain("nodes lost 0,");
    }
}
