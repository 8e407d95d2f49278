package dev.cleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.check.Countdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {

    private final Countdown job = new Countdown();

    @Test
    void isCalledByTheNameOfItsClassUnlessItSaysOtherwise() {
        assertThat(job.name()).isEqualTo("countdown");
        assertThat(job.description()).isEmpty();
        assertThat(job.problemCodec()).isEmpty();
        assertThat(job.resultCodec()).isEmpty();
    }

    @Test
    void rendersItsResultAsItsText() {
        assertThat(job.render(42L)).isEqualTo("42");
    }

    @Test
    void writesWhatItRenders(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("result");
        Files.writeString(file, "something older and longer");

        job.write(42L, file);

        assertThat(file).hasContent("42" + System.lineSeparator());
    }

    @Test
    void takesItsRootProblemFromItsArguments() {
        assertThat(job.rootProblem(Arguments.parse(job.parameters(), Map.of("n", "5"))))
                .isEqualTo(5);
        assertThat(job.rootProblem(Arguments.parse(job.parameters(), Map.of()))).isEqualTo(3);
    }

    @Test
    void mayComeWithASolverThatSaysNothingAboutSizes() {
        SequentialSolver<Integer, Long> solver = n -> (long) n;

        assertThat(solver.sizeHint(7)).isEqualTo(SequentialSolver.NO_HINT);
    }
}
