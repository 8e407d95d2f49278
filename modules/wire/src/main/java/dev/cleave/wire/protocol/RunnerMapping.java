package dev.cleave.wire.protocol;

import dev.cleave.core.job.JobId;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.wire.proto.v1.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a node and its runner say to each other, to protobuf and back. */
final class RunnerMapping {

    private RunnerMapping() {}

    static Runner.ToRunner encode(ToRunner message) {
        Runner.ToRunner.Builder encoded = Runner.ToRunner.newBuilder();
        if (message instanceof ToRunner.StartJob start) {
            encoded.setStartJob(encode(start));
        } else if (message instanceof ToRunner.RunLease run) {
            encoded.setRunLease(LeaseMapping.encode(run.lease()));
        } else if (message instanceof ToRunner.GiveAway give) {
            encoded.setGiveAway(
                    Runner.ToRunner.GiveAway.newBuilder().setCount(give.count()).setLeastNanos(give.leastNanos()));
        } else if (message instanceof ToRunner.DeliverResult deliver) {
            encoded.setDeliverResult(Runner.ToRunner.DeliverResult.newBuilder()
                    .setKey(LeaseMapping.encode(deliver.key()))
                    .setResult(LeaseMapping.encode(deliver.result()))
                    .setMeasured(LeaseMapping.encode(deliver.measured())));
        } else if (message instanceof ToRunner.DropLease drop) {
            encoded.setDropLease(LeaseMapping.encode(drop.lease()));
        } else if (message instanceof ToRunner.SetLanes set) {
            encoded.setSetLanes(Runner.ToRunner.SetLanes.newBuilder().setLanes(set.lanes()));
        } else if (message instanceof ToRunner.TakeCheckpoint) {
            encoded.setTakeCheckpoint(Runner.ToRunner.TakeCheckpoint.getDefaultInstance());
        } else if (message instanceof ToRunner.ReportStatus) {
            encoded.setReportStatus(Runner.ToRunner.ReportStatus.getDefaultInstance());
        } else if (message instanceof ToRunner.EndJob) {
            encoded.setEndJob(Runner.ToRunner.EndJob.getDefaultInstance());
        } else if (message instanceof ToRunner.BestKnown best) {
            encoded.setBestKnown(SearchMapping.encode(best.cost()));
        } else {
            encoded.setStop(Runner.ToRunner.Stop.getDefaultInstance());
        }
        return encoded.build();
    }

    private static Runner.ToRunner.StartJob encode(ToRunner.StartJob start) {
        return Runner.ToRunner.StartJob.newBuilder()
                .setJob(start.job().value())
                .setJobClass(start.jobClass())
                .addAllClassPath(start.classPath())
                .addAllArguments(JobMapping.encode(start.arguments()))
                .setLanes(start.lanes())
                .setMaxDepth(start.maxDepth())
                .setMaxPayloadBytes(start.maxPayloadBytes())
                .setProfile(start.profile())
                .setBlobFolder(start.blobFolder())
                .build();
    }

    static ToRunner toRunner(Runner.ToRunner message, PathReader paths) {
        return switch (message.getKindCase()) {
            case START_JOB -> startJob(message.getStartJob());
            case RUN_LEASE -> new ToRunner.RunLease(LeaseMapping.lease(message.getRunLease(), paths));
            case GIVE_AWAY ->
                new ToRunner.GiveAway(
                        Require.notNegative("count", message.getGiveAway().getCount()),
                        Require.notNegative("least_nanos", message.getGiveAway().getLeastNanos()));
            case DELIVER_RESULT -> deliverResult(message.getDeliverResult());
            case DROP_LEASE -> new ToRunner.DropLease(LeaseMapping.id(message.getDropLease()));
            case SET_LANES ->
                new ToRunner.SetLanes(
                        Require.notNegative("lanes", message.getSetLanes().getLanes()));
            case TAKE_CHECKPOINT -> new ToRunner.TakeCheckpoint();
            case REPORT_STATUS -> new ToRunner.ReportStatus();
            case STOP -> new ToRunner.Stop();
            case END_JOB -> new ToRunner.EndJob();
            case BEST_KNOWN -> new ToRunner.BestKnown(message.getBestKnown().getCost());
            default -> throw new MalformedMessageException("of no known kind");
        };
    }

    private static ToRunner startJob(Runner.ToRunner.StartJob start) {
        return new ToRunner.StartJob(
                new JobId(start.getJob()),
                start.getJobClass(),
                List.copyOf(start.getClassPathList()),
                JobMapping.arguments(start.getArgumentsList()),
                Require.notNegative("lanes", start.getLanes()),
                Require.notNegative("max_depth", start.getMaxDepth()),
                Require.notNegative("max_payload_bytes", start.getMaxPayloadBytes()),
                start.getProfile(),
                start.getBlobFolder());
    }

    private static ToRunner deliverResult(Runner.ToRunner.DeliverResult deliver) {
        Require.present("deliver_result.key", deliver.hasKey());
        return new ToRunner.DeliverResult(
                LeaseMapping.key(deliver.getKey()),
                LeaseMapping.payload("deliver_result.result", deliver.hasResult(), deliver.getResult()),
                LeaseMapping.measured(deliver.getMeasured()));
    }

    static Runner.FromRunner encode(FromRunner message) {
        Runner.FromRunner.Builder encoded = Runner.FromRunner.newBuilder();
        if (message instanceof FromRunner.Hello hello) {
            encoded.setHello(
                    Runner.FromRunner.Hello.newBuilder().setPid(hello.pid()).setJavaVersion(hello.javaVersion()));
        } else if (message instanceof FromRunner.JobLoaded) {
            encoded.setJobLoaded(Runner.FromRunner.JobLoaded.getDefaultInstance());
        } else if (message instanceof FromRunner.JobNotLoaded notLoaded) {
            encoded.setJobNotLoaded(JobMapping.encode(notLoaded.failure()));
        } else if (message instanceof FromRunner.LeaseStarted started) {
            encoded.setLeaseStarted(LeaseMapping.encode(started.lease()));
        } else if (message instanceof FromRunner.LeaseFinished finished) {
            encoded.setLeaseFinished(Runner.FromRunner.LeaseFinished.newBuilder()
                    .setLease(LeaseMapping.encode(finished.lease()))
                    .setResult(LeaseMapping.encode(finished.result()))
                    .setMeasured(LeaseMapping.encode(finished.measured()))
                    .setText(Utf8.encodable(finished.text())));
        } else if (message instanceof FromRunner.LeaseFailed failed) {
            encoded.setLeaseFailed(Runner.FromRunner.LeaseFailed.newBuilder()
                    .setLease(LeaseMapping.encode(failed.lease()))
                    .setPath(PathWriter.alone(failed.path()))
                    .setFailure(JobMapping.encode(failed.failure())));
        } else if (message instanceof FromRunner.Gave gave) {
            encoded.setGave(Runner.FromRunner.Gave.newBuilder()
                    .addAllChildren(LeaseMapping.encodeShed(gave.children()))
                    .addAllUnstarted(LeaseMapping.encodeIds(gave.unstarted())));
        } else if (message instanceof FromRunner.CheckpointTaken taken) {
            encoded.setCheckpointTaken(encode(taken));
        } else if (message instanceof FromRunner.JobEnded ended) {
            encoded.setJobEnded(Runner.FromRunner.JobEnded.newBuilder()
                    .setJobs(ended.jobs())
                    .setThreadsLeft(ended.threadsLeft())
                    .setUsedHeapBytes(ended.usedHeapBytes())
                    .setMostHeapBytes(ended.mostHeapBytes()));
        } else if (message instanceof FromRunner.Improved improved) {
            encoded.setImproved(SearchMapping.encode(improved.found()));
        } else {
            encoded.setStatus(encode((FromRunner.Status) message));
        }
        return encoded.build();
    }

    private static Runner.FromRunner.CheckpointTaken encode(FromRunner.CheckpointTaken taken) {
        Runner.FromRunner.CheckpointTaken.Builder encoded = Runner.FromRunner.CheckpointTaken.newBuilder();
        for (FromRunner.CheckpointOf lease : taken.leases()) {
            encoded.addLeases(Runner.FromRunner.CheckpointOf.newBuilder()
                    .setLease(LeaseMapping.encode(lease.lease()))
                    .addAllFinished(LeaseMapping.encodeFinished(lease.finished())));
        }
        return encoded.build();
    }

    private static Runner.FromRunner.Status encode(FromRunner.Status status) {
        Runner.FromRunner.Status.Builder encoded = Runner.FromRunner.Status.newBuilder()
                .setLanes(status.lanes())
                .setBusyLanes(status.busyLanes())
                .setQueuedLeases(status.queuedLeases())
                .setOpenPieces(status.openPieces())
                .setBusyNanos(status.busyNanos());
        for (FromRunner.LeaseProgress progress : status.leases()) {
            encoded.addLeases(Runner.FromRunner.LeaseProgress.newBuilder()
                    .setLease(LeaseMapping.encode(progress.lease()))
                    .setFinishedWeight(progress.finishedWeight()));
        }
        return encoded.build();
    }

    static FromRunner fromRunner(Runner.FromRunner message, PathReader paths) {
        return switch (message.getKindCase()) {
            case HELLO ->
                new FromRunner.Hello(
                        Require.notNegative("pid", message.getHello().getPid()),
                        message.getHello().getJavaVersion());
            case JOB_LOADED -> new FromRunner.JobLoaded();
            case JOB_NOT_LOADED -> new FromRunner.JobNotLoaded(JobMapping.failure(message.getJobNotLoaded()));
            case LEASE_STARTED -> new FromRunner.LeaseStarted(LeaseMapping.id(message.getLeaseStarted()));
            case LEASE_FINISHED -> leaseFinished(message.getLeaseFinished());
            case LEASE_FAILED -> leaseFailed(message.getLeaseFailed(), paths);
            case GAVE ->
                new FromRunner.Gave(
                        LeaseMapping.shed(message.getGave().getChildrenList(), paths),
                        LeaseMapping.ids(message.getGave().getUnstartedList()));
            case CHECKPOINT_TAKEN -> checkpointTaken(message.getCheckpointTaken(), paths);
            case STATUS -> status(message.getStatus());
            case JOB_ENDED -> jobEnded(message.getJobEnded());
            case IMPROVED -> new FromRunner.Improved(SearchMapping.found(message.getImproved()));
            default -> throw new MalformedMessageException("of no known kind");
        };
    }

    private static FromRunner leaseFinished(Runner.FromRunner.LeaseFinished finished) {
        Require.present("lease_finished.lease", finished.hasLease());
        return new FromRunner.LeaseFinished(
                LeaseMapping.id(finished.getLease()),
                LeaseMapping.payload("lease_finished.result", finished.hasResult(), finished.getResult()),
                LeaseMapping.measured(finished.getMeasured()),
                finished.getText());
    }

    private static FromRunner leaseFailed(Runner.FromRunner.LeaseFailed failed, PathReader paths) {
        Require.present("lease_failed.lease", failed.hasLease());
        Require.present("lease_failed.failure", failed.hasFailure());
        return new FromRunner.LeaseFailed(
                LeaseMapping.id(failed.getLease()),
                paths.alone(failed.getPath()),
                JobMapping.failure(failed.getFailure()));
    }

    private static FromRunner checkpointTaken(Runner.FromRunner.CheckpointTaken taken, PathReader paths) {
        List<FromRunner.CheckpointOf> leases = new ArrayList<>(taken.getLeasesCount());
        for (Runner.FromRunner.CheckpointOf lease : taken.getLeasesList()) {
            Require.present("checkpoint.lease", lease.hasLease());
            leases.add(new FromRunner.CheckpointOf(
                    LeaseMapping.id(lease.getLease()), LeaseMapping.finished(lease.getFinishedList(), paths)));
        }
        return new FromRunner.CheckpointTaken(Collections.unmodifiableList(leases));
    }

    private static FromRunner jobEnded(Runner.FromRunner.JobEnded ended) {
        return new FromRunner.JobEnded(
                Require.notNegative("job_ended.jobs", ended.getJobs()),
                Require.notNegative("job_ended.threads_left", ended.getThreadsLeft()),
                Require.notNegative("job_ended.used_heap_bytes", ended.getUsedHeapBytes()),
                Require.notNegative("job_ended.most_heap_bytes", ended.getMostHeapBytes()));
    }

    private static FromRunner status(Runner.FromRunner.Status status) {
        List<FromRunner.LeaseProgress> leases = new ArrayList<>(status.getLeasesCount());
        for (Runner.FromRunner.LeaseProgress progress : status.getLeasesList()) {
            Require.present("status.lease", progress.hasLease());
            leases.add(new FromRunner.LeaseProgress(
                    LeaseMapping.id(progress.getLease()),
                    Require.notNegative("status.finished_weight", progress.getFinishedWeight())));
        }
        return new FromRunner.Status(
                Require.notNegative("lanes", status.getLanes()),
                Require.notNegative("busy_lanes", status.getBusyLanes()),
                Require.notNegative("queued_leases", status.getQueuedLeases()),
                Require.notNegative("open_pieces", status.getOpenPieces()),
                Require.notNegative("busy_nanos", status.getBusyNanos()),
                Collections.unmodifiableList(leases));
    }
}
