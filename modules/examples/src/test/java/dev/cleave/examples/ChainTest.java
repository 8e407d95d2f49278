package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1000000"})
    void isAsLongAsItIsDeep(String depth) {
        assertThat(Examples.divided(new Chain(), Map.of("depth", depth))).isEqualTo(depth);
    }
}
