package dev.cleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private static final Parameter<Integer> N =
            Parameter.integer("n", 8, "number of queens").between(1, 31);

    @Test
    void describesItself() {
        assertThat(N.name()).isEqualTo("n");
        assertThat(N.type()).isEqualTo("integer");
        assertThat(N.defaultValue()).isEqualTo(8);
        assertThat(N.help()).isEqualTo("number of queens");
        assertThat(N.expectation()).isEqualTo("1 to 31");
    }

    @Test
    void readsEachType() {
        assertThat(N.parse(" 12 ")).isEqualTo(12);
        assertThat(Parameter.longInteger("seed", 0, "").parse("-9223372036854775808"))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Parameter.decimal("q", 0, "").parse("2.5e-3")).isEqualTo(0.0025);
        assertThat(Parameter.flag("kernel", true, "").parse("false")).isFalse();
        assertThat(Parameter.text("word", "", "").parse("a b")).isEqualTo("a b");
        assertThat(Parameter.choice("tree", "T1", "", "T1", "T2").parse("T2")).isEqualTo("T2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "31"})
    void acceptsTheEndsOfItsRange(String text) {
        assertThat(N.parse(text)).isEqualTo(Integer.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "32", "-1", "eight", "", "8.0", "99999999999"})
    void refusesAllElseAndSaysWhatItExpected(String text) {
        assertThatThrownBy(() -> N.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("n: " + text + " (expected: 1 to 31)");
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 1.5, a whole number",
        "long, 12x, a whole number",
        "decimal, NaN, a decimal number",
        "decimal, 1e999, a decimal number",
        "decimal, none, a decimal number",
        "flag, yes, true or false",
        "flag, TRUE, true or false",
        "choice, T9, 'one of T1, T2'",
    })
    void namesTheExpectedTypeWhenThereIsNoRange(String type, String text, String expectation) {
        Parameter<?> parameter = switch (type) {
            case "integer" -> Parameter.integer("p", 0, "");
            case "long" -> Parameter.longInteger("p", 0, "");
            case "decimal" -> Parameter.decimal("p", 0, "");
            case "flag" -> Parameter.flag("p", false, "");
            default -> Parameter.choice("p", "T1", "", "T1", "T2");
        };
        assertThatThrownBy(() -> parameter.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("p: " + text + " (expected: " + expectation + ")");
    }

    @Test
    void isNotMadeWithADefaultThatItWouldRefuse() {
        assertThatThrownBy(() -> Parameter.integer("n", 0, "").between(1, 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("default of n: 0 (expected: 1 to 31)");
        assertThatThrownBy(() -> Parameter.choice("tree", "T9", "", "T1", "T2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("default of tree: T9 (expected: one of T1, T2)");
    }

    @Test
    void holdsToEveryRangeItWasGiven() {
        Parameter<Integer> narrow = N.between(4, 40);

        assertThat(narrow.expectation()).isEqualTo("4 to 40");
        assertThat(narrow.parse("31")).isEqualTo(31);
        assertThatThrownBy(() -> narrow.parse("40")).hasMessage("n: 40 (expected: 4 to 40)");
        assertThatThrownBy(() -> narrow.parse("3")).hasMessage("n: 3 (expected: 4 to 40)");
    }
}
