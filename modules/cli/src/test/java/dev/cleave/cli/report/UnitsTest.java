package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "4, 0 s",
        "200, 0.20 µs",
        "500, 0.50 µs",
        "870000, 870 µs",
        "999600, 1.00 ms",
        "12345678, 12.3 ms",
        "999499999, 999 ms",
        "4310000000, 4.31 s",
        "59960000000, 60.0 s",
        "119000000000, 119 s",
        "119600000000, 2 min 00 s",
        "192000000000, 3 min 12 s",
        "7199000000000, 119 min 59 s",
        "7500000000000, 2 h 05 min",
        "176400000000000, 2 days 1 h",
    })
    void timesHaveThreeDigitsAndAUnit(long nanos, String expected) {
        assertThat(Units.time(nanos)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "1.854, 1.85", "9.996, 10.0", "27.71, 27.7", "99.96, 100", "1234.4, '1,234'"})
    void numbersHaveThreeDigitsOrMore(double value, String expected) {
        assertThat(Units.threeDigits(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 %", "0.473, 47.3 %", "0.9994, 99.9 %", "1, 100 %", "1.021, 102 %"})
    void partsAreInPercent(double fraction, String expected) {
        assertThat(Units.percent(fraction)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "12595, 12.3 KiB", "67108864, 64.0 MiB", "3221225472, 3.00 GiB"})
    void sizesAreInPowersOf1024(long bytes, String expected) {
        assertThat(Units.bytes(bytes)).isEqualTo(expected);
    }
}
