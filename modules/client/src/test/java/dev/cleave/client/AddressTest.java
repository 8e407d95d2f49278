package dev.cleave.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are understood, and which are this machine's own. */
class AddressTest {

    @Test
    void namesAndNumbersOfBothKindsAreUnderstood() {
        assertThat(Address.parse("lab-1.example:7070")).isEqualTo(new Address("lab-1.example", 7070));
        assertThat(Address.parse("[::1]:7070"))
                .isEqualTo(new Address("::1", 7070))
                .hasToString("[::1]:7070");
        assertThat(Address.parseAll("a:1, b:2,")).containsExactly(new Address("a", 1), new Address("b", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":7070", "host:0", "host:65536", "host:x", "::1:7070", "http://a:80"})
    void anythingElseIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(CleaveException.class)
                .hasMessage("INVALID_ARGUMENT: address: " + text
                        + " (expected: host:port, as 127.0.0.1:7070 or [::1]:7070)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:1", "127.0.0.1:1", "127.9.9.9:1", "[::1]:1"})
    void theseAreThisMachines(String text) {
        assertThat(Address.parse(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:1", "0.0.0.0:1", "localhost.evil.example:1", "[2001:db8::1]:1", "dead:1"})
    void theseAreNotWhateverNameServersSay(String text) {
        assertThat(Address.parse(text).isLoopback()).isFalse();
    }

    @Test
    void plainTextLeavesThisMachineForNobody() {
        assertThatThrownBy(() -> CleaveClient.connect("127.0.0.1:7070", "10.0.0.1:7070")
                        .token("secret")
                        .build())
                .hasMessage("INVALID_ARGUMENT: address: 10.0.0.1:7070 (expected: a loopback address, or TLS: the file"
                        + " with the certificate of the cluster's authority)");
    }
}
