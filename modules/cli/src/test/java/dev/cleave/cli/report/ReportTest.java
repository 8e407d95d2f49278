package dev.cleave.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aSuccessIsToldInNumbersSetInColumns() {
        assertThat(String.join("\n", Report.of(Runs.succeeded()))).isEqualTo("""
                        cleave: nqueens took 1.84 s on 2 nodes, 2 lanes

                          work T1         3.40 s  all execution times together
                          span T∞      ≤ 20.0 ms  the longest chain of dependent steps, at most (--profile measures it)
                          parallelism      ≥ 170  work / span: the largest speed-up
                          speed-up          1.85  work / elapsed
                          efficiency      92.4 %  speed-up / lanes
                          subproblems    171,129  a sequential solver's call is one

                          leases  9    retries             2    nodes lost    1
                          sheds   8    re-executed  ≤ 250 ms    runners lost  3

                          node         lanes  leases    busy   share
                          node-1-x7f3      1       5  1.71 s  50.3 %
                          node-2-k2m9      1       4  1.69 s  49.7 %

                          predicted time
                          cores  at least  at most    |  cores  at least  at most
                              1    3.40 s   3.40 s    |     64   53.1 ms  73.1 ms
                              2    1.70 s   1.72 s    |    128   26.6 ms  46.6 ms
                              4    850 ms   870 ms    |    256   20.0 ms  33.3 ms
                              8    425 ms   445 ms    |    512   20.0 ms  26.6 ms
                             16    213 ms   233 ms    |  1,024   20.0 ms  23.3 ms
                             32    106 ms   126 ms    |""");
    }

    @Test
    void aFailureIsToldWithCodePathAndTheUsersStackTrace() {
        assertThat(Report.of(Runs.failed()))
                .startsWith(
                        "cleave: my failed after 12.0 ms: SOLVE_THREW at /0/3: java.lang.IllegalStateException: boo",
                        "  java.lang.IllegalStateException: boo",
                        "  \tat My.solve(My.java:7)")
                .noneMatch(line -> line.contains("predicted"));
    }

    @Test
    void aSolutionThatNobodyHasShownToBeTheBestIsNotPassedOffAsThat() {
        assertThat(Report.of(Runs.outOfTime()))
                .startsWith(
                        "cleave: tsp failed after 12.0 ms: TIMEOUT: 5 s are over",
                        "  the best solution found by then was printed; it is not proven to be the best")
                .noneMatch(line -> line.contains("predicted"));
    }

    @Test
    void ofAJobThatEndedWithItsFirstAnswerNothingIsAddedUp() {
        assertThat(Report.of(Runs.answered()))
                .startsWith(
                        "cleave: tsp took 12.0 ms on 2 nodes, 2 lanes",
                        "  an answer was found, and all other work given up; what was done is not added up")
                .noneMatch(line -> line.contains("predicted") || line.contains("work T1"));
    }

    @Test
    void withoutAClusterNothingIsSaidOfLeasesAndNodes() {
        assertThat(Report.of(Runs.inProcess(false)))
                .startsWith("cleave: fib took 500 µs in this process, 2 lanes")
                .noneMatch(line -> line.contains("leases"))
                .anyMatch(line -> line.contains("predicted time"));
    }

    @Test
    void aProfiledSpanIsNoBound() {
        assertThat(Report.of(Runs.inProcess(true)))
                .anyMatch(line -> line.matches("  span T∞ +1.00 ms  the longest chain of dependent steps"));
    }

    @Test
    void noLineIsWiderThanAScreen() {
        assertThat(Report.of(Runs.succeeded())).allMatch(line -> line.length() <= 100);
    }
}
