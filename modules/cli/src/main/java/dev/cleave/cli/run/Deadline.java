package dev.cleave.cli.run;

import dev.cleave.cli.report.Units;
import java.time.Duration;
import java.util.Optional;

/** When a command has to be over. */
final class Deadline {

    private final long startNanos;
    private final long lengthNanos;

    /**
     * So much time from now.
     *
     * @param timeout how much; empty for no end
     */
    Deadline(long startNanos, Optional<Duration> timeout) {
        this.startNanos = startNanos;
        this.lengthNanos = timeout.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    boolean isOver() {
        return remainingNanos() == 0;
    }

    /** What is left, not negative. */
    long remainingNanos() {
        return Math.max(0, lengthNanos - (System.nanoTime() - startNanos));
    }

    /** What to say when it is over. */
    String message() {
        return "not done " + Units.time(lengthNanos) + " after the start of the command (--timeout)";
    }
}
