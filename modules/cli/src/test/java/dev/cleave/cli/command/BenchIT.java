package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of the distribution: that it measures and says what came of it, not how fast this machine is. */
class BenchIT {

    @TempDir
    Path folder;

    @Test
    void aLineIsMeasuredInAProcessOfItsOwn() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "command-in-process", "--rounds", "1");
        String verdict = bench.exitCode() == 0 ? "ok" : "SHORT";
        assertThat(bench.exitCode()).as(bench.err()).isIn(0, 1);
        assertThat(bench.out())
                .contains("1 round" + System.lineSeparator())
                .containsPattern(verdict + " +command-in-process +[0-9.]+ s +\\([0-9.]+ to [0-9.]+; goal ≤ 0.6 s\\)");
    }

    @Test
    void figuresComeAsJsonToo() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "command-in-process", "--rounds", "1", "--json");
        assertThat(bench.exitCode()).as(bench.err()).isIn(0, 1);
        assertThat(bench.out())
                .startsWith("{")
                .contains("\"rounds\": 1", "\"id\": \"command-in-process\"", "\"atMost\": 0.6, \"unit\": \"s\"")
                .contains("\"reached\": " + (bench.exitCode() == 0))
                .containsPattern("\"median\": [0-9.]+, \"least\": [0-9.]+, \"greatest\": [0-9.]+");
    }

    @Test
    void linesAreListedWithoutMeasuring() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "--list");
        assertThat(bench.out()).contains("queens15-direct", "simulated-1000x64");
        assertThat(bench.exitCode()).as(bench.err()).isZero();
    }
}
