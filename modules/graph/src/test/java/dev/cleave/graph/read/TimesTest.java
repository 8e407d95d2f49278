package dev.cleave.graph.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12.5, 12500000000",
        "1e-3, 1000000",
        "0.0000000006, 1",
        "90s, 90000000000",
        "1h30m, 5400000000000",
        "2min, 120000000000",
        "500ms, 500000000",
        "1.5us, 1500",
        "3ns, 3",
        "9223372036.854775807, 9223372036854775807"
    })
    void timesAreSecondsOrHaveUnits(String text, long nanos) {
        assertThat(Times.nanos(text)).hasValue(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-1s",
                "s",
                "1s2",
                "1 s",
                "1x",
                "NaN",
                ".inf",
                "1e99",
                "1e-999999999",
                "9223372036.9",
                "0x10"
            })
    void anythingElseIsNone(String text) {
        assertThat(Times.nanos(text)).isEmpty();
    }
}
