package dev.cleave.benchmarks.line;

/** Published answers, as the jobs write them: OEIS A000170, and the sample trees of UTS 2.1. */
final class Answers {

    static final String QUEENS_16 = "14772512";
    static final String UTS_T1L = "nodes 102181082, leaves 81746377, depth 13";
    static final String UTS_T3L = "nodes 111345631, leaves 89076904, depth 17844";

    private Answers() {}
}
