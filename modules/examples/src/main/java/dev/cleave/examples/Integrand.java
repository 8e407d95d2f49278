package dev.cleave.examples;

import java.util.function.DoubleUnaryOperator;

/** A function and an interval, with the integral of the one over the other as far as it is known. */
enum Integrand {
    /** 4 / (1 + x²) from 0 to 1: π. */
    PI(x -> 4 / (1 + x * x), 0, 1, Math.PI),
    /** The sine from 0 to π: 2. */
    SINE(StrictMath::sin, 0, Math.PI, 2),
    /** The square root from 0 to 1: 2/3. Its slope is infinite at 0. */
    ROOT(StrictMath::sqrt, 0, 1, 2.0 / 3),
    /** 1 / ((x - 0.3)² + 10⁻⁶) from 0 to 1: 1000 (arctan 700 + arctan 300). A narrow peak on a wide plain. */
    PEAK(x -> 1 / ((x - 0.3) * (x - 0.3) + 1e-6), 0, 1, 1000 * (StrictMath.atan(700) + StrictMath.atan(300))),
    /** sin(x²) from 0 to 100: √(π/2) S(100 √(2/π)), where S is the Fresnel integral. Ever quicker waves. */
    WAVE(x -> StrictMath.sin(x * x), 0, 100, 0.6314179218669337);

    private final DoubleUnaryOperator function;
    private final double from;
    private final double to;
    private final double integral;

    Integrand(DoubleUnaryOperator function, double from, double to, double integral) {
        this.function = function;
        this.from = from;
        this.to = to;
        this.integral = integral;
    }

    double at(double x) {
        return function.applyAsDouble(x);
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    double integral() {
        return integral;
    }
}
