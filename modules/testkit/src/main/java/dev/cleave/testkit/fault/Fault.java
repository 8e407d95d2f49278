package dev.cleave.testkit.fault;

import java.util.Locale;

/**
 * One thing that goes wrong in a run.
 *
 * @param atMillis when, counted from the submission of the job or from when it is at work, as the run says
 * @param kind what
 * @param node to which node, 1 for the first
 * @param lastsMillis how long it lasts: a pause, a cut, a delay; how long a killed agent stays away;
 *     {@link #FOR_EVER} if nothing ends it
 * @param delayMillis by how much a delayed link delays; 0 for all other kinds
 */
public record Fault(long atMillis, Kind kind, int node, long lastsMillis, long delayMillis) {

    /** The duration of what never ends. */
    public static final long FOR_EVER = Long.MAX_VALUE;

    /** What can go wrong. */
    public enum Kind {
        /** The node's runner ends at once. */
        KILL_RUNNER,
        /** The node's agent ends at once; its runner finds out. */
        KILL_AGENT,
        /** Agent and runner end at once, as when a machine loses its power. */
        KILL_NODE,
        /** The runner stands still, as in a long garbage collection. */
        PAUSE_RUNNER,
        /** The agent stands still while the runner goes on. */
        PAUSE_AGENT,
        /** Agent and runner stand still, as a machine that is suspended. */
        PAUSE_NODE,
        /** Nothing arrives between the node and anybody else, without a word to either end. */
        CUT_LINK,
        /** Everything between the node and anybody else arrives late. */
        DELAY_LINK,
        /** All connections of the node break; new ones are possible at once. */
        SEVER_LINK,
        /** One direction of each of the node's connections ends. */
        HALF_CLOSE_LINK;

        /** Whether an agent has to be started anew afterwards. */
        public boolean endsAgent() {
            return this == KILL_AGENT || this == KILL_NODE;
        }

        /** Whether it is over as soon as it has happened. */
        public boolean isMomentary() {
            return this == KILL_RUNNER || this == SEVER_LINK || this == HALF_CLOSE_LINK;
        }

        /** Whether it concerns a link, and not a process. */
        public boolean isOfLink() {
            return this == CUT_LINK || this == DELAY_LINK || this == SEVER_LINK || this == HALF_CLOSE_LINK;
        }

        String phrase() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Fault {
        if (atMillis < 0 || node < 1 || lastsMillis < 0 || delayMillis < 0) {
            throw new IllegalArgumentException("fault at " + atMillis + " ms, node " + node + ", for " + lastsMillis
                    + " ms, delay " + delayMillis + " ms (expected: nothing negative, nodes from 1)");
        }
        if (kind.isMomentary() && lastsMillis != 0) {
            throw new IllegalArgumentException(
                    kind.phrase() + " for " + lastsMillis + " ms (expected: 0, it is over at once)");
        }
    }

    @Override
    public String toString() {
        String text = "at " + atMillis + " ms " + kind.phrase() + " of node " + node;
        if (delayMillis > 0) {
            text += " by " + delayMillis + " ms";
        }
        if (kind.isMomentary()) {
            return text;
        }
        return text + (lastsMillis == FOR_EVER ? " for ever" : " for " + lastsMillis + " ms");
    }
}
