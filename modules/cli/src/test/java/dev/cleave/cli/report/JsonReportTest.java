package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void aSuccessHoldsResultTimesWorkSpanCountsAndShares() {
        assertThat(JsonReport.of(Runs.succeeded(), 3_000_000_000L, null))
                .startsWith("{\n  \"program\": \"nqueens\",")
                .contains("\"state\": \"SUCCEEDED\"")
                .contains("\"result\": 2279184,")
                .contains("\"elapsed\": 1.84")
                .contains("\"command\": 3\n")
                .contains("\"work\": 3.4,")
                .contains("\"span\": 0.02,")
                .contains("\"spanIsUpperBound\": true")
                .contains("\"parallelism\": 170,")
                .contains("\"subproblems\": 171129")
                .contains("\"reExecuted\": 0.25")
                .contains("\"node\": \"node-1-x7f3\"")
                .contains("\"cores\": 1024")
                .endsWith("\"failure\": null\n}");
    }

    @Test
    void aFailureHoldsCodePathMessageAndStackTrace() {
        assertThat(JsonReport.of(Runs.failed(), 1, null))
                .contains("\"state\": \"FAILED\"")
                .contains("\"result\": null")
                .contains("\"work\": null")
                .contains("\"code\": \"SOLVE_THREW\"")
                .contains("\"retryable\": false")
                .contains("\"path\": \"/0/3\"")
                .contains("\"stackTrace\": \"java.lang.IllegalStateException: boo\\n\\tat My.solve(My.java:7)\\n\"");
    }

    @Test
    void theBestSolutionOfARunOutOfTimeIsNoResult() {
        assertThat(JsonReport.of(Runs.outOfTime(), 1, null))
                .contains("\"result\": null")
                .contains("\"incumbent\": \"6859 [1, 2]\"");
        assertThat(JsonReport.of(Runs.answered(), 1, null))
                .contains("\"result\": \"s SATISFIABLE\"")
                .contains("\"incumbent\": null")
                .contains("\"work\": null");
    }

    @Test
    void aResultThatIsNoPlainNumberIsText() {
        assertThat(JsonReport.of(Runs.inProcess(false), 1, "a.png"))
                .contains("\"result\": \"x\"")
                .contains("\"out\": \"a.png\"");
    }
}
