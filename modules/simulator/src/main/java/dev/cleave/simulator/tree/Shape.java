package dev.cleave.simulator.tree;

/** How a generated tree divides. */
public enum Shape {
    /** Two to five children of about the same size. */
    BUSHY,
    /** One child, again and again. */
    CHAIN,
    /** A base case beside all the rest. */
    COMB,
    /** A few children of very different sizes, as in a branching process. */
    BINOMIAL,
    /** Everything right below the root. */
    FAN_OUT,
    /** Another of these shapes at every step. */
    MIXED
}
