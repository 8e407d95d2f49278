package dev.cleave.core.queue;

/** One reason why a job waits, or why it does not run faster, with the numbers. */
public sealed interface Reason {

    /** The reason as part of a sentence, for people. */
    String text();

    /** It has a place, and is being written to the store. */
    record BeingStored() implements Reason {
        @Override
        public String text() {
            return "is being written to the store";
        }
    }

    /** There is no node. */
    record NoNodes() implements Reason {
        @Override
        public String text() {
            return "waits for a node to join: there is none";
        }
    }

    /** All nodes are leaving. */
    record AllDraining(int nodes) implements Reason {
        @Override
        public String text() {
            return "waits for a node to join: " + (nodes == 1 ? "the only one is" : "all " + nodes + " are")
                    + " draining";
        }
    }

    /**
     * The nodes that it may use are too small or too few.
     *
     * @param cores what it needs in all
     * @param coresPerNode what it needs of a node
     * @param usableCores what the nodes have that it may use, 0 if there is none
     * @param largest how many lanes the largest node has
     */
    record TooFewCores(int cores, int coresPerNode, int usableCores, int largest) implements Reason {
        @Override
        public String text() {
            return usableCores == 0
                    ? "waits for nodes with " + count(coresPerNode, "core") + ": the largest has " + largest
                    : "waits for " + count(cores, "core") + ": the nodes that it may use have " + usableCores;
        }
    }

    /** As many jobs run as may. */
    record SeatsTaken(int running, int most) implements Reason {
        @Override
        public String text() {
            return "waits for a running job to end: at most " + (most == 1 ? "1 job runs" : most + " jobs run")
                    + " at a time";
        }
    }

    /**
     * Others are before it, as things are now.
     *
     * @param byPriority jobs of a higher priority, or passed over for so long that they count as such
     * @param byShare jobs of the same priority whose owners have used less for their weight
     * @param owners how many owners those have
     * @param bySubmission jobs of the same owner and priority that were submitted earlier
     */
    record JobsBefore(long byPriority, long byShare, int owners, int bySubmission) implements Reason {

        /** How many in all. */
        public long jobs() {
            return byPriority + byShare + bySubmission;
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(count(jobs(), "job")).append(" before it: ");
            String separator = "";
            if (byPriority > 0) {
                text.append(byPriority).append(" by priority");
                separator = ", ";
            }
            if (byShare > 0) {
                text.append(separator).append(byShare).append(" by fair share, of ");
                text.append(owners == 1 ? "an owner" : owners + " owners").append(" who used less");
                separator = ", ";
            }
            if (bySubmission > 0) {
                text.append(separator).append(bySubmission).append(" of the same owner submitted earlier");
            }
            return text.toString();
        }
    }

    /** The owner may not run more jobs. */
    record OwnerRunningLimit(String owner, int running, int most) implements Reason {
        @Override
        public String text() {
            return "waits for the owner's limit: " + owner + " runs " + running + " of " + count(most, "job");
        }
    }

    /** The owner may not use more cores. */
    record OwnerCoreLimit(String owner, int needed, long used, int most) implements Reason {
        @Override
        public String text() {
            return "waits for the owner's limit: needs " + count(needed, "core") + ", and " + owner
                    + "'s running jobs need " + used + " of " + most;
        }
    }

    /** It has failed, and waits before it is run again. */
    record BackingOff(int attempt, int attempts, long leftNanos) implements Reason {
        @Override
        public String text() {
            return "has failed, runs again in " + seconds(leftNanos) + " (attempt " + (attempt + 1) + " of " + attempts
                    + ")";
        }
    }

    /** It starts with the next decision. */
    record NextInLine() implements Reason {
        @Override
        public String text() {
            return "is next";
        }
    }

    /** It was told to stop. */
    record Stopping() implements Reason {
        @Override
        public String text() {
            return "is being stopped";
        }
    }

    /**
     * It divides the cluster with others.
     *
     * @param share its part, 0 to 1, if all can use theirs
     * @param jobs how many jobs run, itself included
     */
    record SharesCluster(double share, int jobs) implements Reason {
        @Override
        public String text() {
            return "has a share of " + Math.round(share * 100) + " %, with " + count(jobs - 1L, "other job")
                    + " running";
        }
    }

    /** It may not use more cores. */
    record LimitedCores(int most, int usableCores, boolean byOwner) implements Reason {
        @Override
        public String text() {
            return (byOwner ? "the owner's limit leaves it " : "may use ") + count(most, "core") + " of " + usableCores;
        }
    }

    /** It may not use more nodes. */
    record LimitedNodes(int usable, int there) implements Reason {
        @Override
        public String text() {
            return "may use " + count(usable, "node") + " of " + there;
        }
    }

    /** It cannot use more lanes: its parallelism, or what is left of it, is small. */
    record LittleParallelism(int usefulLanes, int usableCores) implements Reason {
        @Override
        public String text() {
            return "can use " + count(usefulLanes, "lane") + " of " + usableCores + ": its parallelism is no larger";
        }
    }

    /** It has all there is. */
    record HasItAll(int nodes, int cores) implements Reason {
        @Override
        public String text() {
            return "has all of " + count(nodes, "node") + " with " + count(cores, "core")
                    + "; more nodes would speed it up";
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String seconds(long nanos) {
        long millis = Math.max(0, nanos) / 1_000_000;
        return millis < 10_000 ? millis / 1000 + "." + millis % 1000 / 100 + " s" : millis / 1000 + " s";
    }
}
