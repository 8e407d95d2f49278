package dev.cleave.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The diagrams in docs/state-machines.md, each behind a heading, compared with the tables they are drawn from. */
public final class Diagrams {

    private static final Path PAGE = Path.of("../../docs/state-machines.md");

    private Diagrams() {}

    /**
     * Fails if the diagram under a heading is not the table's; {@code -Dupdate=true} writes it there instead.
     *
     * @param heading the text of the heading
     */
    public static void compare(String heading, StateTable<?, ?> table) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## " + heading + "\n");
        assertThat(start).as("heading in %s: %s", PAGE, heading).isNotNegative();
        int from = page.indexOf("```mermaid\n", start) + "```mermaid\n".length();
        int to = page.indexOf("```", from);
        String drawn = page.substring(from, to);
        String expected = table.toMermaid();
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
        } else {
            assertThat(drawn)
                    .as("%s in %s (write it anew with -Dupdate=true)", heading, PAGE)
                    .isEqualTo(expected);
        }
    }
}
