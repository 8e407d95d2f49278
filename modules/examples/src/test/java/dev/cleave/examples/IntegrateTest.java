package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cleave.api.check.Sequentially;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntegrateTest {

    @ParameterizedTest
    @EnumSource
    void comesAsCloseToTheKnownIntegralAsItWasTold(Integrand integrand) {
        for (double tolerance : new double[] {1e-6, 1e-9, 1e-12}) {
            double value = integral(integrand, tolerance).value();

            assertThat(value).isCloseTo(integrand.integral(), within(tolerance + 1e-12 * integrand.integral()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereRoundingDoesNotAllowMore(Integrand integrand) {
        assertThat(integral(integrand, 1e-300).value())
                .isCloseTo(integrand.integral(), within(1e-12 * integrand.integral()));
    }

    /** The answers that docs/examples.md has. */
    @ParameterizedTest
    @CsvSource({
        "pi, 'value 3.141592653589793, pieces 486'",
        "sine, 'value 2.0, pieces 768'",
        "root, 'value 0.6666666666666665, pieces 1532'",
        "peak, 'value 3136.830762145301, pieces 17298'",
        "wave, 'value 0.6314179218669353, pieces 1354134'",
    })
    void hasTheSameBitsOnEveryMachine(String function, String answer) {
        assertThat(Examples.divided(new Integrate(), Map.of("function", function)))
                .isEqualTo(answer);
        assertThat(Examples.solved(new Integrate(), Map.of("function", function)))
                .isEqualTo(answer);
    }

    @Test
    void isPiUnlessToldOtherwise() {
        assertThat(Examples.solved(new Integrate(), Map.of())).startsWith("value " + Math.PI);
    }

    private static Integrate.Integral integral(Integrand integrand, double tolerance) {
        return Sequentially.run(
                new Integrate(),
                Map.of("function", integrand.name().toLowerCase(java.util.Locale.ROOT), "tolerance", "" + tolerance));
    }
}
