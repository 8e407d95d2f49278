package dev.cleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobFailureTest {

    @Test
    void keepsTheExceptionAsText() {
        JobFailure failure = JobFailure.of(
                Code.SOLVE_THREW, "/0/3", new IllegalStateException("no room", new ArithmeticException("/ by zero")));

        assertThat(failure.message()).isEqualTo("java.lang.IllegalStateException: no room");
        assertThat(failure.stackTrace())
                .contains("keepsTheExceptionAsText", "Caused by: java.lang.ArithmeticException: / by zero");
        assertThat(failure).hasToString("SOLVE_THREW at /0/3: java.lang.IllegalStateException: no room");
    }

    @Test
    void hasNoPlaceInItsTextIfItBelongsToNoSubproblem() {
        assertThat(JobFailure.of(Code.TIMEOUT, "", "10 s are over")).hasToString("TIMEOUT: 10 s are over");
    }

    @Test
    void canBeMovedToWhereItWasSeenFrom() {
        JobFailure failure = JobFailure.of(Code.DIVIDE_NULL, "/1", "divide returned null");

        assertThat(failure.at("/4/1")).isEqualTo(JobFailure.of(Code.DIVIDE_NULL, "/4/1", "divide returned null"));
    }

    @Test
    void reachesTheCallerAsAnException() {
        JobFailure failure = JobFailure.of(Code.POISON, "/2", "the process died");

        assertThat(new JobFailedException(failure))
                .hasMessage("POISON at /2: the process died")
                .extracting(JobFailedException::failure)
                .isEqualTo(failure);
    }

    @Test
    void isWorthAnotherTryOnlyIfTheCauseLiesOutsideTheProgram() {
        Set<Code> retryable =
                Arrays.stream(Code.values()).filter(Code::isRetryable).collect(Collectors.toSet());

        assertThat(retryable).isEqualTo(EnumSet.of(Code.TIMEOUT, Code.NO_CLUSTER, Code.IO, Code.INTERNAL));
    }
}
