package dev.cleave.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import org.junit.jupiter.api.Test;

class ResultTextTest {

    /** A job that is only good for showing its results. */
    private static class Shown implements Job<String, String> {
        @Override
        public DivideAndConquer<String, String> program(JobContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String rootProblem(Arguments arguments) {
            throw new UnsupportedOperationException();
        }
    }

    private static String text(String result) {
        return new ResultText<>(new Shown()).of(result, result.length());
    }

    @Test
    void aShortTextIsAsTheJobRendersIt() {
        assertThat(text("14200")).isEqualTo("14200");
    }

    @Test
    void aLongTextIsCutBetweenCharactersAndSaysSo() {
        String long3 = "€".repeat(40_000);
        assertThat(text(long3)).startsWith("€€").endsWith("€… [cleave] the rest is left out");
        assertThat(text(long3).getBytes(UTF_8).length).isBetween(ResultText.MOST_BYTES - 3, ResultText.MOST_BYTES);
        String pairs = "\uD83D\uDE00".repeat(30_000);
        assertThat(text(pairs).getBytes(UTF_8).length).isLessThanOrEqualTo(ResultText.MOST_BYTES);
        assertThat(text(pairs)).doesNotContain("?");
    }

    @Test
    void aTextThatFitsExactlyIsWhole() {
        String exact = "x".repeat(ResultText.MOST_BYTES);
        assertThat(text(exact)).isEqualTo(exact);
        assertThat(text(exact + "x")).endsWith("left out").hasSizeLessThan(exact.length());
    }

    @Test
    void aLargeResultIsShownOnlyByAJobThatSaysHow() {
        long large = ResultText.MOST_ENCODED_BYTES + 1;
        assertThat(new ResultText<>(new Shown()).of("x", large)).contains("4194305 bytes");
        Job<String, String> brief = new Shown() {
            @Override
            public String render(String result) {
                return "much";
            }
        };
        assertThat(new ResultText<>(brief).of("x", large)).isEqualTo("much");
    }

    @Test
    void aJobThatCannotShowItsResultHasATextThatSaysSo() {
        Job<String, String> broken = new Shown() {
            @Override
            public String render(String result) {
                throw new IllegalStateException("secret");
            }
        };
        assertThat(new ResultText<>(broken).of("x", 1)).contains("render", "IllegalStateException");
    }
}
