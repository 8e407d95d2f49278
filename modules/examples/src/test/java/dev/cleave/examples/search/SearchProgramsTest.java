package dev.cleave.examples.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.check.Sequentially;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches find what is published, what trying everything finds, and nothing else. */
class SearchProgramsTest {

    private static final Path PUBLISHED = Path.of("..", "..", "..", "shared", "data", "search");

    /** The project's small instances, and published ones where they are at hand. */
    static Stream<Arguments> optima() {
        List<Arguments> optima = new ArrayList<>(List.of(
                Arguments.of(new Tsp(), null, "468"),
                Arguments.of(new Qap(), null, "50"),
                Arguments.of(new Knapsack(), null, "87")));
        if (Files.isDirectory(PUBLISHED)) {
            optima.add(Arguments.of(new Tsp(), "burma14.tsp", "3323"));
            optima.add(Arguments.of(new Tsp(), "ulysses16.tsp", "6859"));
            optima.add(Arguments.of(new Qap(), "nug12.dat", "578"));
            optima.add(Arguments.of(new Qap(), "tai12a.dat", "224416"));
        }
        return optima.stream();
    }

    @ParameterizedTest
    @MethodSource("optima")
    void theBestSolutionIsThePublishedOne(Job<?, ?> job, String file, String optimum) throws IOException {
        Map<String, String> given = file == null ? Map.of() : Map.of("file", Files.readString(PUBLISHED.resolve(file)));
        assertThat(Pruned.text(job, given)).startsWith(optimum + " ");
    }

    @ParameterizedTest
    @ValueSource(classes = {Tsp.class, Qap.class, Knapsack.class})
    void leavingOutChangesNothing(Class<? extends Job<?, ?>> type) throws ReflectiveOperationException {
        Job<?, ?> job = type.getConstructor().newInstance();
        assertThat(value(Pruned.text(job, Map.of()))).isEqualTo(value(exhaustively(job, Map.of())));
    }

    private static <P, R> String exhaustively(Job<P, R> job, Map<String, String> given) {
        return job.render(Sequentially.run(job, given));
    }

    private static String value(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    @Test
    void randomInstancesHaveTheSameOptimumWithBoundsAndWithout() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 30; i++) {
            Map<String, String> qap = Map.of("file", "5 " + numbers(random, 50, 20));
            assertThat(value(Pruned.text(new Qap(), qap)))
                    .as(qap.toString())
                    .isEqualTo(value(exhaustively(new Qap(), qap)));
            Map<String, String> bag =
                    Map.of("file", "12 " + (20 + random.nextInt(200)) + " " + numbers(random, 24, 40));
            assertThat(value(Pruned.text(new Knapsack(), bag)))
                    .as(bag.toString())
                    .isEqualTo(value(exhaustively(new Knapsack(), bag)));
            for (String ascent : List.of("0", "30")) {
                Map<String, String> tour = Map.of("file", atsp(7, numbers(random, 49, 50)), "ascent", ascent);
                assertThat(value(Pruned.text(new Tsp(), tour)))
                        .as(tour.toString())
                        .isEqualTo(value(exhaustively(new Tsp(), tour)));
            }
        }
    }

    private static String atsp(int size, String matrix) {
        return "NAME: random\nTYPE: ATSP\nDIMENSION: " + size
                + "\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n" + matrix
                + "\nEOF";
    }

    private static String numbers(SplittableRandom random, int count, int bound) {
        return String.join(
                " ",
                IntStream.range(0, count)
                        .mapToObj(i -> "" + (1 + random.nextInt(bound)))
                        .toList());
    }

    @Test
    void aSudokuIsSolved() {
        String grid = exhaustively(new Sudoku(), Map.of());
        assertThat(grid.lines())
                .hasSize(9)
                .allSatisfy(line -> assertThat(line.chars().sorted().toArray())
                        .isEqualTo("123456789".chars().toArray()));
        assertThat(Sudoku.read(grid))
                .as("each digit once in a row, a column and a square")
                .hasSize(81);
        String twice = "11" + ".".repeat(79);
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> Sudoku.read(twice))
                .withMessage("line 1: another 1 (expected: each digit once in a row, a column and a square)");
    }

    @Test
    void aSudokuWithoutASolutionHasNone() {
        // The last cell of the first row sees all nine digits.
        String grid = "12345678." + "........9" + ".".repeat(63);
        assertThat(exhaustively(new Sudoku(), Map.of("file", grid))).isEqualTo("none");
    }

    @Test
    void modelsAreWhatTryingAllValuesFinds() {
        SplittableRandom random = new SplittableRandom(5);
        int satisfiable = 0;
        for (int i = 0; i < 200; i++) {
            int variables = 3 + random.nextInt(6);
            int clauses = (int) (4.3 * variables);
            StringBuilder text = new StringBuilder("c random\np cnf " + variables + " " + clauses + "\n");
            for (int c = 0; c < clauses; c++) {
                for (int l = 0; l < 3; l++) {
                    text.append((1 + random.nextInt(variables)) * (random.nextBoolean() ? 1 : -1))
                            .append(' ');
                }
                text.append("0\n");
            }
            String answer = exhaustively(new Sat(), Map.of("file", text.toString()));
            Clauses formula = Clauses.read(text.toString());
            assertThat(answer.startsWith("s SATISFIABLE")).as(text.toString()).isEqualTo(canHold(formula));
            if (answer.startsWith("s SATISFIABLE")) {
                satisfiable++;
                int[] model = Arrays.stream(
                                answer.substring(answer.indexOf("v") + 2).split(" "))
                        .mapToInt(Integer::parseInt)
                        .filter(literal -> literal != 0)
                        .toArray();
                assertThat(holds(formula, model)).as(answer + " for " + text).isTrue();
            }
        }
        assertThat(satisfiable).isBetween(20, 180);
    }

    private static boolean canHold(Clauses formula) {
        return IntStream.range(0, 1 << formula.variables())
                .anyMatch(bits -> holds(
                        formula,
                        IntStream.rangeClosed(1, formula.variables())
                                .map(variable -> (bits >>> (variable - 1) & 1) == 1 ? variable : -variable)
                                .toArray()));
    }

    private static boolean holds(Clauses formula, int[] model) {
        return Arrays.stream(formula.clauses())
                .allMatch(clause -> Arrays.stream(clause)
                        .anyMatch(literal -> Arrays.stream(model).anyMatch(value -> value == literal)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qap      | 3 1 2 3 4 5 6 7 8 x            | line 1: x (expected: the first matrix's entry 3, 3 of 3, a whole number from 0 to 1000000)
            qap      | 2 1 2 3 4 5 6 7                | line 1: the end of the file (expected: the second matrix's entry 2, 2 of 2, a whole number from 0 to 1000000)
            qap      | 2 1 2 3 4 5 6 7 8 9            | line 1: 9 (expected: the end of the file)
            knapsack | 2 10 5 0 1 1                   | line 1: 0 (expected: the weight of thing 1, a whole number from 1 to 1000000000)
            tsp      | TYPE: HCP                      | line 1: HCP (expected: TYPE: TSP or ATSP)
            tsp      | hello                          | line 1: hello (expected: KEY: value, or the name of a section)
            sat      | p cnf 2 1 \\n 1 3 0            | line 2: 3 (expected: a literal of clause 1 or 0 at its end, a whole number from -2 to 2)
            sat      | p dnf 2 1                      | line 1: p dnf 2 1 (expected: p cnf VARIABLES CLAUSES)
            sudoku   | 12a                            | line 1: a (expected: a digit, or a dot for an empty cell)
            sudoku   | 123                            | line 1: the end after 3 cells (expected: 81 cells)
            """)
    void aBrokenFileIsRefusedWithItsLine(String program, String text, String why) {
        Job<?, ?> job = List.<Job<?, ?>>of(new Qap(), new Knapsack(), new Tsp(), new Sat(), new Sudoku()).stream()
                .filter(each -> each.name().equals(program))
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() ->
                        dev.cleave.api.Arguments.parse(job.parameters(), Map.of("file", text.replace("\\n", "\n"))))
                .withMessage("file: " + why);
    }
}
