package dev.cleave.service.keeper;

import dev.cleave.cluster.Cluster;
import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
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
     * @throws IOException if a jar cannot be read or kept
     */
    JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener) throws IOException;

    /** A job has so many lanes of a node from now on. */
    void share(JobId job, NodeId node, int lanes);

    /** A node takes no more work and stays. */
    void drain(NodeId node);

    /** A cluster at work. */
    static Workforce of(Cluster cluster) {
        return new Workforce() {
            @Override
            public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener) throws IOException {
                return cluster.submitByShare(spec, jars, listener);
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
