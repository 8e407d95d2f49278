package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Arguments;
import dev.cleave.api.Job;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import dev.cleave.api.check.ProgramCheck;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    /** Small runs, on which a check takes a moment. */
    private static final List<ArgumentSet> SMALL_RUNS = List.of(
            run("chain", Map.of("depth", "1000")),
            run("fib", Map.of("n", "15")),
            run("grind", Map.of("k", "50", "ms", "0", "fan", "3")),
            run("integrate", Map.of("function", "pi", "tolerance", "1e-9")),
            run("integrate", Map.of("function", "root")),
            run("integrate", Map.of("function", "wave", "tolerance", "1e-6")),
            run("knapsack", Map.of()),
            run("qap", Map.of()),
            run("sat", Map.of()),
            run("sudoku", Map.of()),
            run("tsp", Map.of()),
            run("mandelbrot", Map.of("width", "23", "height", "17", "limit", "30")),
            run("mandelbrot", Map.of("width", "1", "height", "9", "limit", "30")),
            run("nqueens", Map.of("n", "1")),
            run("nqueens", Map.of("n", "3")),
            run("nqueens", Map.of("n", "4")),
            run("nqueens", Map.of("n", "7")),
            run("nqueens", Map.of("n", "12")),
            run("nqueens", Map.of("n", "31")),
            run("sort", Map.of("n", "0")),
            run("sort", Map.of("n", "300", "seed", "-5")),
            run("uts", Map.of("kernel", "true")),
            run("uts", Map.of("kernel", "true", "tree", "T2")),
            run("uts", Map.of("kernel", "true", "tree", "T3")),
            run("uts", Map.of("kernel", "true", "tree", "T4")));

    private static ArgumentSet run(String name, Map<String, String> given) {
        return org.junit.jupiter.params.provider.Arguments.argumentSet(name + given, named(name), given);
    }

    @SuppressWarnings("rawtypes")
    static Stream<Job<?, ?>> all() {
        return ServiceLoader.load(Job.class).stream().map(provider -> (Job<?, ?>) provider.get());
    }

    static Job<?, ?> named(String name) {
        return all().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void areAllListed() {
        assertThat(all().map(Job::name))
                .containsExactlyInAnyOrder(
                        "chain",
                        "fib",
                        "grind",
                        "integrate",
                        "knapsack",
                        "mandelbrot",
                        "nqueens",
                        "qap",
                        "sat",
                        "sort",
                        "sudoku",
                        "tsp",
                        "uts");
    }

    @ParameterizedTest
    @MethodSource("all")
    void describeThemselvesAndTheirParameters(Job<?, ?> job) {
        assertThat(job.description()).isNotBlank().doesNotContain("\n");
        assertThat(job.parameters()).isNotEmpty().allSatisfy(parameter -> {
            assertThat(parameter.help()).isNotBlank().doesNotContain("\n");
            if (!parameter.isFile()) {
                assertThat(parameter.parse(String.valueOf(parameter.defaultValue())))
                        .isEqualTo(parameter.defaultValue());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void leaveTheirSolverOutWhenToldSo(Job<?, ?> job) {
        boolean hasKernel = job.parameters().stream().map(Parameter::name).anyMatch("kernel"::equals);
        if (hasKernel) {
            assertThat(Examples.program(job, Map.of("kernel", "true"))).isInstanceOf(SequentialSolver.class);
            assertThat(Examples.program(job, Map.of("kernel", "false"))).isNotInstanceOf(SequentialSolver.class);
        } else {
            assertThat(Examples.program(job, Map.of())).isNotInstanceOf(SequentialSolver.class);
        }
    }

    @ParameterizedTest
    @FieldSource("SMALL_RUNS")
    void areFitForACluster(Job<?, ?> job, Map<String, String> given) {
        ProgramCheck.of(job, given).samples(20).maxSteps(2000).verify();
    }

    @ParameterizedTest
    @MethodSource("all")
    void haveTheSameRootProblemForTheSameArguments(Job<?, ?> job) {
        Arguments defaults = Arguments.parse(job.parameters(), Map.of());

        assertThat((Object) job.rootProblem(defaults))
                .usingRecursiveComparison()
                .isEqualTo(job.rootProblem(defaults));
    }
}
