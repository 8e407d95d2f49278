package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users' code can do wrong, each on a real node, and what the command says then. */
class FailureIT {

    @TempDir
    private static Path shared;

    private static Path jar;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() {
        try {
            jar = Jobs.jar("Misbehaving.java", shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"isBaseCase, IS_BASE_CASE_THREW", "solve, SOLVE_THREW", "divide, DIVIDE_THREW", "combine, COMBINE_THREW"
    })
    void anExceptionFailsTheJobAtOnceWithCodePathAndStackTrace(String verb, String code) {
        CleaveProcess command = run(verb, "--nodes", "1");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.out()).isEmpty();
        assertThat(command.err())
                .containsPattern("cleave: misbehaving failed after .*: " + code + " at /0/1/0/1")
                .contains("java.lang.IllegalStateException: boo in " + verb)
                .contains("Misbehaving$Program." + verb + "(Misbehaving.java:")
                .containsPattern("retries +0 ");
    }

    @ParameterizedTest
    @CsvSource({"isBaseCase, IS_BASE_CASE_THREW", "solve, SOLVE_THREW", "divide, DIVIDE_THREW", "combine, COMBINE_THREW"
    })
    void inProcessItIsTheSame(String verb, String code) {
        CleaveProcess command = run(verb, "--in-process");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .containsPattern("cleave: misbehaving failed after .*: " + code + " at /0/1/0/1")
                .contains("Misbehaving$Program." + verb + "(Misbehaving.java:");
    }

    @ParameterizedTest
    @CsvSource({
        "exit, exit status 42",
        "memory, memory",
    })
    void whatBringsTheRunnerDownIsPoisonAndTheNodeLives(String how, String cause) {
        CleaveProcess command = run(how, "--nodes", "1", "--jvm-option", "-Xmx64m");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .containsPattern("cleave: misbehaving failed after .*: POISON at /0/1/0/1/0/1/0/1")
                .contains(cause)
                .containsPattern("nodes lost +0");
    }

    @Test
    void aRecursionWithoutEndInSolveFailsTheJob() {
        CleaveProcess command = run("recursion", "--nodes", "1");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .containsPattern("(SOLVE_THREW|POISON) at /0/1/0/1/0/1/0/1: ")
                .containsPattern("StackOverflowError|stack");
    }

    @Test
    void anEndlessLoopIsEndedByTheTimeout() {
        CleaveProcess command = run("loop", "--nodes", "1", "--timeout", "8s");
        assertThat(command.exitCode()).isEqualTo(124);
        assertThat(command.err()).contains("TIMEOUT: not done 8.00 s after the start of the command (--timeout)");
    }

    @Test
    void inProcessAnEndlessLoopIsEndedByTheTimeoutToo() {
        CleaveProcess command = run("loop", "--in-process", "--timeout", "2s");
        assertThat(command.exitCode()).isEqualTo(124);
        assertThat(command.err()).contains("TIMEOUT: not done 2.00 s after the start");
    }

    @Test
    void inProcessSystemExitIsExplained() {
        CleaveProcess command = run("exit", "--in-process");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("called System.exit");
    }

    @Test
    void aDivideThatReturnsNullIsNamed() {
        CleaveProcess command = run("null", "--nodes", "1");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("DIVIDE_NULL at /0/1/0/1: ");
    }

    @Test
    void aDeadEndIsNothingWrong() {
        CleaveProcess command = run("deadEnds", "--nodes", "1");
        assertThat(command.out()).isEqualTo("240\n");
        assertThat(command.exitCode()).isZero();
    }

    @Test
    void aRecursionThatNeverReachesABaseCaseIsNamed() {
        CleaveProcess command = run("noBaseCase", "--nodes", "1", "--max-depth", "20000");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("DEPTH_EXCEEDED at /0/0/0/").contains("20000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"badProblem", "badResult"})
    void whatCannotBeEncodedIsNamedWithItsClassAndField(String how) {
        CleaveProcess command = run(how, "--nodes", "2", "-p", "busy=2");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
                .contains(how.equals("badProblem") ? "PROBLEM_NOT_ENCODABLE" : "RESULT_NOT_ENCODABLE")
                .contains("java.lang.Thread");
    }

    @Test
    void aResultThatIsTooLargeIsNamedWithItsSize() {
        CleaveProcess command = run("largeRoot", "--nodes", "1", "--max-payload", "1MiB");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains("RESULT_TOO_LARGE at ").containsPattern("20000\\d\\d bytes");
    }

    private CleaveProcess run(String how, String... options) {
        List<String> more = new ArrayList<>(List.of("-p", "how=" + how));
        more.addAll(List.of(options));
        return CleaveProcess.run(folder, Jobs.run(jar, "Misbehaving", more));
    }
}
