package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/examples.md says about the examples. */
class DocumentedAnswersTest {

    private static final Path DOC = Path.of("..", "..", "docs", "examples.md");

    @ParameterizedTest
    @CsvSource({
        "fib, n=30, fib 30 = %s",
        "fib, n=34, fib 34 = %s",
        "integrate, function=pi, | %s |",
        "integrate, function=sine, | %s |",
        "integrate, function=root, | %s |",
        "integrate, function=peak, | %s |",
        "integrate, function=wave, | %s |",
        "sort, n=1000000, | 1000000 | 1 | %s |",
        "sort, n=10000 seed=7, | 10000 | 7 | %s |",
        "mandelbrot, limit=1000, | the defaults | %s |",
        "mandelbrot, width=64 height=64 limit=500 re=-0.743643 im=0.131825 span=0.0001, | %s |",
        "nqueens, n=8, | answer | %s |",
        "nqueens, n=14, | %s | 2279184 |",
    })
    void areWhatSolversFind(String name, String given, String line) throws IOException {
        String answer = Examples.solved(ExamplesTest.named(name), parameters(given));

        assertThat(Files.readString(DOC)).contains(line.formatted(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "chain, depth=7, The answer is the depth",
        "grind, k=8 ms=0, | 8 | %s |",
        "grind, k=100 ms=0, | 100 | %s |",
        "grind, k=1000000 ms=0, | 1000000 | %s |",
    })
    void areWhatDividingFinds(String name, String given, String line) throws IOException {
        String answer = Examples.divided(ExamplesTest.named(name), parameters(given));

        assertThat(Files.readString(DOC)).contains(line.formatted(answer));
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.examples.ExamplesTest#all")
    void comeWithEveryParameter(Job<?, ?> job) throws IOException {
        String section =
                Files.readString(DOC).split("\n## " + job.name() + "\n")[1].split("\n## ")[0];

        assertThat(job.parameters())
                .allSatisfy(parameter -> assertThat(section).contains("`" + parameter.name() + "`"));
    }

    @Test
    void comeWithATableOfAllExamples() throws IOException {
        String doc = Files.readString(DOC);

        assertThat(ExamplesTest.all()).allSatisfy(job -> assertThat(doc).contains("| `" + job.name() + "` |"));
    }

    private static Map<String, String> parameters(String given) {
        return Stream.of(given.split(" "))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
