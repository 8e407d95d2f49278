package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "90s, 90000",
        "5m, 300000",
        "5min, 300000",
        "1h30m, 5400000",
        "500ms, 500",
        "1.5s, 1500",
        "2d, 172800000",
        "10, 10000",
        "PT90S, 90000"
    })
    void timesAreReadInTheirUsualForms(String text, long millis) {
        assertThat(Values.duration("--timeout", text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "5x", "s", "-5s", "0", "0s", "5 s", "1h30", "P", "99999999999999999999s"})
    void whatIsNoTimeIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Values.duration("--timeout", text))
                .isInstanceOf(CommandException.class)
                .hasMessage("--timeout: " + text + " (expected: a time such as 90s, 5m, 1h30m or 500ms)");
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "64k, 65536", "64KiB, 65536", "1MB, 1048576", "1g, 1073741824", "2048b, 2048"})
    void sizesAreReadInTheirUsualForms(String text, long bytes) {
        assertThat(Values.bytes("--max-payload", text, 1024, 1L << 40)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1023", "1.5k", "9999g", "99999999999999999999"})
    void whatIsNoSizeOrOutOfRangeIsRefused(String text) {
        assertThatThrownBy(() -> Values.bytes("--max-payload", text, 1024, 1L << 40))
                .hasMessageStartingWith("--max-payload: " + text + " (expected: 1024 to 1099511627776 bytes");
    }

    @Test
    void addressesAreAHostAndAPort() {
        assertThat(Values.hostAndPort("--seed", "10.0.0.5:25520")).hasToString("10.0.0.5:25520");
        assertThat(Values.hostAndPort("--seed", "[::1]:25520").host()).isEqualTo("[::1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:", ":25520", "host:x", "host:0", "host:70000"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Values.hostAndPort("--seed", text))
                .hasMessage("--seed: " + text + " (expected: host:port, as 10.0.0.5:25520)");
    }
}
