package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void objectsAndArraysAreIndented() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", 1);
        object.put("b", Arrays.asList("x", null, true));
        object.put("c", Map.of());
        object.put("d", List.of());
        assertThat(JsonWriter.write(object)).isEqualTo("""
                        {
                          "a": 1,
                          "b": [
                            "x",
                            null,
                            true
                          ],
                          "c": {},
                          "d": []
                        }""");
    }

    @Test
    void textIsEscaped() {
        assertThat(JsonWriter.write("a\"b\\c\n\t\r\u0001\u2028 é 😀"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u2028 é 😀\"");
    }

    @Test
    void halfACharacterIsEscapedSoThatTheBytesAreValid() {
        assertThat(JsonWriter.write("x\ud83d")).isEqualTo("\"x\\ud83d\"");
        assertThat(JsonWriter.write("\ude00x")).isEqualTo("\"\\ude00x\"");
    }

    @Test
    void numbersKeepEveryDigitThatCounts() {
        assertThat(JsonWriter.write(new BigInteger("123456789012345678901234567890")))
                .isEqualTo("123456789012345678901234567890");
        assertThat(JsonWriter.write(1.5)).isEqualTo("1.5");
        assertThat(JsonWriter.write(120.0)).isEqualTo("120");
        assertThat(JsonWriter.write(0.0)).isEqualTo("0");
        assertThat(JsonWriter.write(0.123456789)).isEqualTo("0.123456789");
        assertThat(JsonWriter.write(3e-7)).isEqualTo("3.0E-7");
    }

    @Test
    void whatIsNoNumberIsNull() {
        assertThat(JsonWriter.write(Double.NaN)).isEqualTo("null");
        assertThat(JsonWriter.write(Double.POSITIVE_INFINITY)).isEqualTo("null");
    }
}
