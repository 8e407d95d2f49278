package dev.cleave.service.node;

import dev.cleave.cluster.JobHandle;
import dev.cleave.cluster.JobListener;
import dev.cleave.cluster.controller.JobJournal;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.NodeId;
import dev.cleave.service.keeper.Workforce;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The cluster, which needs to know its listener before there is anything to listen to. */
final class LateWorkforce implements Workforce {

    volatile Workforce cluster = new Workforce() {
        @Override
        public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal)
                throws IOException {
            throw new IOException("the cluster is starting");
        }

        @Override
        public void share(JobId job, NodeId node, int lanes) {
            // There are no nodes yet.
        }

        @Override
        public void drain(NodeId node) {
            // There are no nodes yet.
        }
    };

    @Override
    public JobHandle begin(JobSpec spec, List<Path> jars, JobListener listener, JobJournal journal) throws IOException {
        return cluster.begin(spec, jars, listener, journal);
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
}
