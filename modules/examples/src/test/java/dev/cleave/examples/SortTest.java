package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.check.Sequentially;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "3, 9", "1000, -1", "100000, 42"})
    void sortsTheNumbersOfTheJdksGenerator(int n, long seed) {
        long[] expected = new SplittableRandom(seed).longs(n).toArray();
        Arrays.sort(expected);

        assertThat(Sequentially.run(new Sort(), Map.of("n", "" + n, "seed", "" + seed)))
                .isEqualTo(expected);
    }

    /** The answer that docs/examples.md has. */
    @Test
    void givesAShortAccountOfItsResult() {
        String answer =
                "count 1000000, first -9223322635981164787, last 9223349733473891469, checksum f5e275f24e29bcdf";

        assertThat(Examples.divided(new Sort(), Map.of())).isEqualTo(answer);
        assertThat(Examples.solved(new Sort(), Map.of())).isEqualTo(answer);
        assertThat(Examples.solved(new Sort(), Map.of("n", "0"))).isEqualTo("count 0, checksum 0000000000000000");
    }

    @Test
    void hasAChecksumThatChangesWithTheOrder() {
        assertThat(Sort.checksum(new long[] {1, 2, 3})).isNotEqualTo(Sort.checksum(new long[] {1, 3, 2}));
    }

    @Test
    void writesOneNumberToALine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("numbers.txt");

        new Sort().write(new long[] {-3, 0, 7}, file);

        assertThat(Files.readAllLines(file)).containsExactly("-3", "0", "7");
    }

    @Test
    void takesItsSizeIntoItsHint() {
        Sort.Solver solver = new Sort.Solver(1);

        assertThat(solver.sizeHint(new Sort.Stretch(0, 0))).isPositive();
        assertThat(solver.sizeHint(new Sort.Stretch(5, 500_000_000)))
                .isGreaterThan(2 * solver.sizeHint(new Sort.Stretch(0, 240_000_000)));
    }
}
