package dev.cleave.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/configuration.md, held against the keys: the table is this text. */
class ReferenceTest {

    @Test
    void everyKeyIsInTheReferenceAsItIs() throws IOException {
        List<String> rows = new ArrayList<>();
        Keys.ALL.forEach(key -> rows.add(row(key)));
        OwnerKeys.ALL.forEach(key -> rows.add(row(key)));
        List<String> written = Files.readAllLines(Path.of("..", "..", "docs", "configuration.md")).stream()
                .filter(line -> line.startsWith("| `") && line.split("\\|").length == 7)
                .toList();
        assertThat(written).containsExactlyElementsOf(rows);
    }

    private static String row(Key<?> key) {
        String option = key.option().map(name -> "`" + name + "`").orElse("");
        return "| `" + key.name() + "` | " + key.kind().type() + " | "
                + key.kind().range() + " | " + key.usually() + " | " + option + " | " + key.meaning() + " |";
    }
}
