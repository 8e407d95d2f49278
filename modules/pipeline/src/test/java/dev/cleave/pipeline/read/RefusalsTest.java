package dev.cleave.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleave.api.Parameter;
import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every broken pipeline of {@code src/test/resources/pipelines}, with all that is to be said of it, line for line. With
 * {@code -Dgolden.write=true} the lists are written anew, to be read before they are kept.
 */
class RefusalsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "pipelines");

    private static final ProgramCatalog PROGRAMS = new ProgramCatalog() {
        @Override
        public Collection<String> names() {
            return List.of("fib", "nqueens", "sort");
        }

        @Override
        public Optional<List<Parameter<?>>> parameters(String name) {
            return names().contains(name)
                    ? Optional.of(List.of(
                            Parameter.integer("n", 8, "how many").between(1, 31),
                            Parameter.flag("kernel", true, "fast")))
                    : Optional.empty();
        }
    };

    static List<Path> broken() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everythingThatIsWrongIsSaidWithItsPlace(Path file) throws IOException {
        Path expected = Path.of(file.toString().replace(".yaml", ".txt"));
        List<String> said = refusal(Files.readString(file));
        if (Boolean.parseBoolean(System.getProperty("golden.write", "false"))) {
            Files.write(expected, said);
        }
        assertThat(said).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    private static List<String> refusal(String text) {
        GraphRefusedException refused = catchThrowableOfType(
                GraphRefusedException.class, () -> PipelineReader.read(text, "usual", PROGRAMS, Map.of("small", "99")));
        assertThat(refused).as(text).isNotNull();
        List<String> lines = new ArrayList<>();
        refused.faults().stream().map(GraphFault::line).forEach(lines::add);
        return lines;
    }
}
