package dev.cleave.service.keeper;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What runs jobs: the cluster, as the keeper sees it. None of these blocks for long. */
public interface Workforce {

    /**
     * Begins a job that has no lanes at first.
     *
     * @param jars its class path, in order
     * @param journal where it is written what is decided of it, and from where it goes on
     * @throws IOException if a jar cannot be read or kept
     */
    JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal) throws IOException;

    /** Every job was begun that an earlier controller left. */
    default void settled() {}

    /** A job has so many lanes of a node from now on. */
    void share(JobId job, NodeId node, int lanes);

    /** A node takes no more work and stays. */
    void drain(NodeId node);

    /** A cluster at work. */
    static Workforce of(Cluster cluster) {
        return new Workforce() {
            @Override
            public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal)
                    throws IOException {
                return cluster.submitByShare(spec, jars, listener, journal);
            }

            @Override
            public void settled() {
                cluster.settled();
            }

            @Override
            public void share(JobId job, NodeId node, int lanes) {
                cluster.share(job, node, lanes);
            }

            @Override
            public void drain(NodeId node) {
                cluster.drain(node);
            }
        };
    }
}
