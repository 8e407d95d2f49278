package dev.cleave.service.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTextTest {

    @Test
    void mapsAndListsAreReadAsTheyWereWritten() {
        for (Map<String, String> map :
                List.of(Map.<String, String>of(), Map.of("", ""), Map.of("a", "", "b&c", "=d +é𝄞%", "ü", "\n"))) {
            assertThat(FormText.map(FormText.ofMap(map))).isEqualTo(map);
        }
        for (List<String> list :
                List.of(List.<String>of(), List.of(""), List.of("", ""), List.of("a", "", "-Dx=1&2 3"))) {
            assertThat(FormText.list(FormText.ofList(list))).isEqualTo(list);
        }
    }

    @Test
    void peopleCanReadIt() {
        assertThat(FormText.ofMap(Map.of("n", "16", "board", "a b"))).isEqualTo("board=a+b&n=16");
    }
}
