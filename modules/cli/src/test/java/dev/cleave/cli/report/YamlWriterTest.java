package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlWriterTest {

    @Test
    void mapsAndListsAreIndented() {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("id", "0199");
        job.put("labels", Map.of("team", "chess"));
        job.put("nodes", List.of("node-1", "node-2"));
        job.put("none", Map.of());
        job.put("count", 3);
        assertThat(YamlWriter.write(List.of(job, Map.of("id", "x")))).isEqualTo("""
                        - id: "0199"
                          labels:
                            team: chess
                          nodes:
                            - node-1
                            - node-2
                          none: {}
                          count: 3
                        - id: x""");
    }

    @Test
    void textThatLooksLikeSomethingElseIsQuoted() {
        assertThat(YamlWriter.write(
                        Arrays.asList("yes", "null", "12", "a: b", "", " a", "a b", "é", "line\n", "-x", null)))
                .isEqualTo("""
                        - "yes"
                        - "null"
                        - "12"
                        - "a: b"
                        - ""
                        - " a"
                        - a b
                        - "é"
                        - "line\\n"
                        - "-x"
                        - null""");
        assertThat(YamlWriter.write(List.of())).isEqualTo("[]");
        assertThat(YamlWriter.write("on")).isEqualTo("\"on\"");
    }
}
