package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrindTest {

    @ParameterizedTest
    @CsvSource({"1, 1000", "8, 1000", "8, 2", "100, 7", "100000, 1000", "100000, 2"})
    void countsEachBaseCaseOnceHoweverTheyAreSplit(int k, int fan) {
        SplittableRandom random = new SplittableRandom(0);
        long checksum = random.longs(k).sum();

        assertThat(Examples.divided(new Grind(), Map.of("k", "" + k, "ms", "0", "fan", "" + fan)))
                .isEqualTo(String.format("count %d, checksum %016x", k, checksum));
    }

    @Test
    void putsAllUnderOneRootIfTheyAreFew() {
        Grind job = new Grind();
        Arguments arguments = Arguments.parse(job.parameters(), Map.of("k", "8"));
        DivideAndConquer<Grind.Span, Grind.Ground> program = job.program(Examples.context(arguments, false));

        assertThat(program.divide(job.rootProblem(arguments))).hasSize(8).allMatch(program::isBaseCase);
    }

    @Test
    void keepsTheProcessorBusyForTheTimeGiven() {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Examples.divided(new Grind(), Map.of("k", "4", "ms", "12.5"));
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

        assertThat(used).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void stopsWhenItIsNotWantedAnyMore() {
        Grind job = new Grind();
        Arguments arguments = Arguments.parse(job.parameters(), Map.of("ms", "3600000"));

        Grind.Ground ground = job.program(Examples.context(arguments, true)).solve(new Grind.Span(0, 1));

        assertThat(ground.count()).isEqualTo(1);
    }
}
