package dev.cleave.runner.remains;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

    @TempDir
    Path folder;

    @Test
    void thePathIsThatOfTheLastStep() throws IOException {
        Path file = TraceFile.beside(folder.resolve("s"));
        assertThat(file).hasFileName("s.trace");
        TraceFile trace = TraceFile.create(file);
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.EMPTY);
        trace.note(0, 0);
        trace.note(1, 4);
        trace.note(2, 7);
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.of(4, 7));
        trace.note(1, 5);
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.of(5));
    }

    @Test
    void itGrowsWithTheDepth() throws IOException {
        Path file = folder.resolve("t");
        TraceFile trace = TraceFile.create(file);
        int[] indexes = new int[100_000];
        Arrays.fill(indexes, 3);
        for (int level = 1; level <= indexes.length; level++) {
            trace.note(level, 3);
        }
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.of(indexes));
    }

    @Test
    void aNewTraceForgetsTheOld() throws IOException {
        Path file = folder.resolve("t");
        TraceFile.create(file).note(1, 2);
        TraceFile.create(file);
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.EMPTY);
    }

    @Test
    void whatCannotBeReadIsNoPath() throws IOException {
        Path file = folder.resolve("t");
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.EMPTY);
        Files.write(file, new byte[3]);
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.EMPTY);
        Files.write(file, ByteBuffer.allocate(8).putInt(1 << 30).putInt(6).array());
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.of(6));
        Files.write(file, ByteBuffer.allocate(8).putInt(-1).putInt(6).array());
        assertThat(TraceFile.read(file)).isEqualTo(dev.cleave.core.path.Path.EMPTY);
    }
}
