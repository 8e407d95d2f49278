package dev.cleave.core.node;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToNode;
import java.util.List;

/** The decisions of a node for one job. Not thread-safe; {@code now} is in nanoseconds and never falls. */
public final class NodeJob {

    public NodeJob(
            JobSpec spec,
            List<String> localClassPath,
            String blobFolder,
            int lanes,
            NodeSettings settings,
            NodePort port) {}

    /** Launches the runner. */
    public void start(long now) {}

    /** A message from the job's coordinator. */
    public void receive(ToNode message, long now) {}

    /** A launched runner is connected. */
    public void runnerUp(long runner, long now) {}

    /** A message from a runner. */
    public void fromRunner(long runner, FromRunner message, long now) {}

    /** A runner has ended, or could not be launched. */
    public void runnerDied(long runner, String cause, Path tracedPath, long now) {}

    /** The job gets so many lanes from now on; 0 pauses it. */
    public void setLanes(int lanes, long now) {}

    /** The node wants to leave: gives back what it has not started, finishes or sheds the rest. */
    public void drain(long now) {}

    /** The job is over: kills the runner. */
    public void stop(long now) {}

    /** Does what is due; to be called every {@link NodeSettings#tickNanos()}. */
    public void tick(long now) {}

    /** Whether the node is draining and holds nothing more, nor anything unacknowledged. */
    public boolean drained() {
        return false;
    }
}
