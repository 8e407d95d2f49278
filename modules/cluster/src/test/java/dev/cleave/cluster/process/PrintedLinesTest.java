package dev.cleave.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final PrintedLines printed = new PrintedLines(batches::add);

    private void print(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        printed.add(bytes, bytes.length);
    }

    private List<String> lines() {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Test
    void linesComeTogetherAndWhole() {
        print("one\ntw");
        print("o\nthr");
        await().until(() -> lines().size() == 2);
        assertThat(batches).containsExactly(List.of("one", "two"));
        print("ee\n");
        await().until(() -> lines().size() == 3);
        assertThat(lines()).containsExactly("one", "two", "three");
    }

    @Test
    void theBeginningOfALineComesAtTheEnd() {
        print("no end");
        printed.flush();
        assertThat(lines()).containsExactly("no end");
        printed.flush();
        assertThat(batches).hasSize(1);
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() {
        for (int i = 0; i < 100; i++) {
            print("x".repeat(999) + "\n");
        }
        printed.flush();
        await().until(() -> !lines().isEmpty());
        assertThat(lines().get(lines().size() - 1)).matches("\\[cleave] [0-9]+ bytes came too fast.*");
        assertThat(batches)
                .allSatisfy(batch -> assertThat(
                                batch.stream().mapToInt(String::length).sum())
                        .isLessThan(PrintedLines.MOST_BYTES + 100));
    }
}
