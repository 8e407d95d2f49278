package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void aBarFillsByEighthsOfACharacter() {
        assertThat(ProgressBar.bar(0)).isEqualTo("░".repeat(24));
        assertThat(ProgressBar.bar(0.5)).isEqualTo("█".repeat(12) + "░".repeat(12));
        assertThat(ProgressBar.bar(0.521)).isEqualTo("█".repeat(12) + "▌" + "░".repeat(11));
        assertThat(ProgressBar.bar(1)).isEqualTo("█".repeat(24));
    }

    @Test
    void aBarIsDrawnOverAndErased() {
        ProgressBar bar = new ProgressBar(err, "nqueens");
        bar.show(running(0.25), 10 * SECOND);
        bar.clear();
        bar.clear();
        assertThat(text())
                .isEqualTo("\r\u001b[Knqueens  " + "█".repeat(6) + "░".repeat(18)
                        + " 25.0 %  about 30 s left  3/4 lanes busy\r\u001b[K");
    }

    @Test
    void aBarNeverTakesTwoLines() {
        new ProgressBar(err, "nqueens").show(waiting("x".repeat(200)), SECOND);
        assertThat(text()).endsWith("…").hasSize("\r\u001b[K".length() + 79);
    }

    @Test
    void aLineIsSaidEveryFiveSeconds() {
        ProgressLines lines = new ProgressLines(err, "fib");
        for (int tenths = 0; tenths <= 120; tenths++) {
            lines.show(running(0.5), tenths * SECOND / 10);
        }
        assertThat(text().lines())
                .containsExactly(
                        "cleave: fib 50.0 % after 5.00 s, about 5 s left, 3 of 4 lanes busy",
                        "cleave: fib 50.0 % after 10.0 s, about 10 s left, 3 of 4 lanes busy");
    }

    @Test
    void waitingIsSaidWhenItLastsASecondAndAgainWhenItIsOver() {
        ProgressLines lines = new ProgressLines(err, "fib");
        lines.show(waiting("nodes: none has joined"), 0);
        lines.show(waiting("nodes: none has joined"), SECOND / 2);
        assertThat(text()).isEmpty();
        lines.show(waiting("nodes: none has joined"), SECOND);
        lines.show(waiting("nodes: none has joined"), 2 * SECOND);
        lines.show(running(0.0), 3 * SECOND);
        assertThat(text().lines())
                .containsExactly(
                        "cleave: fib waits: nodes: none has joined",
                        "cleave: fib 0.0 % after 3.00 s, time left unknown, 3 of 4 lanes busy");
    }

    @Test
    void theBestSolutionSoFarIsShown() {
        ProgressLines lines = new ProgressLines(err, "tsp");
        lines.show(new Progress(0.5, 2, 4, 3, 0, 3, "", "6859"), 5 * SECOND);
        assertThat(text()).contains("3 of 4 lanes busy, best so far 6859");
    }

    @Test
    void aShortWaitIsNotWorthALine() {
        ProgressLines lines = new ProgressLines(err, "fib");
        lines.show(waiting("a runner"), 0);
        lines.show(running(0.1), SECOND);
        lines.show(running(0.2), 2 * SECOND);
        assertThat(text()).isEmpty();
    }

    private static Progress running(double fraction) {
        return new Progress(fraction, 2, 4, 3, 0, 3, "");
    }

    private static Progress waiting(String why) {
        return new Progress(0, 0, 0, 0, 1, 0, why);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
