package dev.cleave.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.graph.GraphRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Texts that were cut, mixed and changed are read or refused; nothing else happens. {@code -Dfuzz.rounds} asks for more of them. */
class ReaderFuzzTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 4_000);
    private static final List<String> PIECES = List.of(
            "${",
            "}",
            "$${",
            "tasks.",
            ".result",
            "params.",
            "item",
            "&&",
            "||",
            "!",
            "(",
            ")",
            "==",
            "'",
            "\"",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "\n",
            "  ",
            "&x",
            "*x",
            "? ",
            "|\n",
            "null",
            "1e999",
            "\0",
            "\ud83d",
            "é",
            "@daily",
            "* * * * *",
            "!!java/lang ");

    @Test
    void noTextBreaksTheReader() throws IOException {
        List<String> texts = Files.list(Path.of("src", "test", "resources", "pipelines"))
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted()
                .map(ReaderFuzzTest::text)
                .toList();
        long seed = Long.getLong("fuzz.seed", 11);
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = changed(texts, random);
            try {
                PipelineReader.read(text.getBytes(StandardCharsets.UTF_8), "fuzz", ProgramCatalog.ANY);
                read++;
            } catch (GraphRefusedException refused) {
                assertThat(refused.faults()).isNotEmpty();
            } catch (RuntimeException | StackOverflowError broken) {
                throw new AssertionError("fuzz.seed " + seed + ", round " + round + ":\n" + text, broken);
            }
        }
        assertThat(read).isLessThan(ROUNDS);
    }

    /** Bytes are another way to break it than characters. */
    @Test
    void norDoBytes() throws IOException {
        byte[] text = Files.readAllBytes(Path.of("src", "test", "resources", "pipelines", "names.yaml"));
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < ROUNDS / 4; round++) {
            byte[] changed = Arrays.copyOf(text, random.nextInt(text.length) + 1);
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                PipelineReader.read(changed, "fuzz", ProgramCatalog.ANY);
            } catch (GraphRefusedException refused) {
                assertThat(refused.faults()).isNotEmpty();
            }
        }
    }

    private static String changed(List<String> texts, SplittableRandom random) {
        StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
                case 2 -> {
                    String other = texts.get(random.nextInt(texts.size()));
                    int from = random.nextInt(other.length());
                    text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(80)));
                }
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
