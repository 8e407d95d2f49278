package dev.cleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Parameter<Integer> N =
            Parameter.integer("n", 8, "number of queens").between(1, 31);
    private static final Parameter<Boolean> KERNEL = Parameter.flag("kernel", true, "use it");
    private static final List<Parameter<?>> PARAMETERS = List.of(N, KERNEL);

    @Test
    void holdTheGivenValueOrElseTheDefault() {
        Arguments arguments = Arguments.parse(PARAMETERS, Map.of("n", "12"));

        assertThat(arguments.valueOf(N)).isEqualTo(12);
        assertThat(arguments.isGiven(N)).isTrue();
        assertThat(arguments.valueOf(KERNEL)).isTrue();
        assertThat(arguments.isGiven(KERNEL)).isFalse();
    }

    @Test
    void areTheSameWhenTheirTextIsParsedAgain() {
        Arguments arguments = Arguments.parse(PARAMETERS, Map.of("n", "12", "kernel", "false"));
        Arguments again = Arguments.parse(PARAMETERS, arguments.given());

        assertThat(again.valueOf(N)).isEqualTo(12);
        assertThat(again.valueOf(KERNEL)).isFalse();
    }

    @Test
    void refuseAnUnknownNameAndPointToTheNearest() {
        assertThatThrownBy(() -> Arguments.parse(PARAMETERS, Map.of("m", "12")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("unknown parameter: m (did you mean n? known: n, kernel)");
        assertThatThrownBy(() -> Arguments.parse(PARAMETERS, Map.of("kernal", "true")))
                .hasMessage("unknown parameter: kernal (did you mean kernel? known: n, kernel)");
        assertThatThrownBy(() -> Arguments.parse(List.of(), Map.of("n", "12")))
                .hasMessage("unknown parameter: n (there are none)");
    }

    @Test
    void refuseAWrongValueAndSayWhatWasExpected() {
        assertThatThrownBy(() -> Arguments.parse(PARAMETERS, Map.of("n", "32")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("n: 32 (expected: 1 to 31)");
    }

    @Test
    void refuseToBeAskedForAParameterThatTheJobDidNotDeclare() {
        Arguments arguments = Arguments.parse(PARAMETERS, Map.of());

        assertThatThrownBy(() -> arguments.valueOf(Parameter.text("kernels", "", "")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("unknown parameter: kernels (did you mean kernel? known: n, kernel)");
    }

    @Test
    void refuseTwoParametersOfOneName() {
        assertThatThrownBy(() -> Arguments.parse(List.of(N, KERNEL, N), Map.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("parameter n: declared twice (expected: names that are unique within the job)");
    }
}
