package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of the distribution: that it measures, not how fast. */
class BenchIT {

    @TempDir
    Path folder;

    @Test
    void aLineIsMeasuredInAProcessOfItsOwn() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "chain-small-heap", "--rounds", "1");
        assertThat(bench.out()).contains("1 round", "ok      chain-small-heap", "(1.000 to 1.000; goal ≥ 1 finished)");
        assertThat(bench.exitCode()).as(bench.err()).isZero();
    }

    @Test
    void figuresComeAsJsonToo() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "chain-small-heap", "--rounds", "1", "--json");
        assertThat(bench.out())
                .startsWith("{")
                .contains("\"rounds\": 1", "\"id\": \"chain-small-heap\"", "\"reached\": true", "\"median\": 1.0");
        assertThat(bench.exitCode()).as(bench.err()).isZero();
    }

    @Test
    void linesAreListedWithoutMeasuring() {
        CleaveProcess bench = CleaveProcess.run(folder, "bench", "--list");
        assertThat(bench.out()).contains("queens15-direct", "simulated-1000x64");
        assertThat(bench.exitCode()).as(bench.err()).isZero();
    }
}
