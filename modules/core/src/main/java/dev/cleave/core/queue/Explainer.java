package dev.cleave.core.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says why a job waits, or why it does not run faster. */
final class Explainer {

    private final QueueSettings settings;
    private final UsableNodes nodes;
    private final WaitingJobs waiting;

    Explainer(QueueSettings settings, UsableNodes nodes, WaitingJobs waiting) {
        this.settings = settings;
        this.nodes = nodes;
        this.waiting = waiting;
    }

    Explanation explain(QueuedJob job, Collection<QueuedJob> running, long now) {
        List<Reason> reasons = new ArrayList<>();
        switch (job.state) {
            case RESERVED -> reasons.add(new Reason.BeingStored());
            case BACKING_OFF ->
                reasons.add(new Reason.BackingOff(job.attempt, job.request.retries() + 1, job.retryAt - now));
            case STOPPING -> reasons.add(new Reason.Stopping());
            case RUNNING -> explainSpeed(job, running, reasons);
            default -> explainWaiting(job, running.size(), reasons, now);
        }
        return new Explanation(job.state.hasSeat(), reasons);
    }

    private void explainWaiting(QueuedJob job, int running, List<Reason> reasons, long now) {
        JobRequest request = job.request;
        if (nodes.there() == 0) {
            reasons.add(new Reason.NoNodes());
        } else if (nodes.taking() == 0) {
            reasons.add(new Reason.AllDraining(nodes.there()));
        } else if (!nodes.suffice(request)) {
            reasons.add(new Reason.TooFewCores(
                    request.minCores(), request.coresPerNode(), nodes.lanesFor(request), nodes.largest()));
        }
        OwnerTerms terms = job.owner.terms;
        OwnerRecord.Limit limit = job.owner.limitFor(job);
        if (limit == OwnerRecord.Limit.RUNNING) {
            reasons.add(new Reason.OwnerRunningLimit(job.owner.name, job.owner.running.size(), terms.mostRunning()));
        } else if (limit == OwnerRecord.Limit.CORES) {
            reasons.add(new Reason.OwnerCoreLimit(
                    job.owner.name, request.minCores(), job.owner.coresNeeded(), terms.mostCores()));
        }
        if (running >= settings.mostRunning()) {
            reasons.add(new Reason.SeatsTaken(running, settings.mostRunning()));
        }
        Reason.JobsBefore before = waiting.before(job, now);
        if (running < settings.mostRunning()) {
            // Then only the owner's own earlier jobs are in the way, while the owner is at a limit.
            before = new Reason.JobsBefore(0, 0, 0, before.bySubmission());
        }
        if (before.jobs() > 0) {
            reasons.add(before);
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason.NextInLine());
        }
    }

    private void explainSpeed(QueuedJob job, Collection<QueuedJob> running, List<Reason> reasons) {
        JobRequest request = job.request;
        Allowance allowance = job.allowance;
        int usable = nodes.lanesFor(request);
        if (nodes.taking() == 0) {
            reasons.add(nodes.there() == 0 ? new Reason.NoNodes() : new Reason.AllDraining(nodes.there()));
            return;
        }
        if (usable == 0) {
            reasons.add(new Reason.TooFewCores(request.minCores(), request.coresPerNode(), 0, nodes.largest()));
            return;
        }
        QueuedJob.Observed observed = job.observed;
        if (observed != null && observed.usefulLanes() < usable) {
            reasons.add(new Reason.LittleParallelism(observed.usefulLanes(), usable));
        }
        if (allowance != null && allowance.maxCores() < usable) {
            reasons.add(
                    new Reason.LimitedCores(allowance.maxCores(), usable, allowance.maxCores() < request.maxCores()));
        }
        if (nodes.nodesFor(request) < nodes.taking()) {
            reasons.add(new Reason.LimitedNodes(nodes.nodesFor(request), nodes.taking()));
        }
        if (running.size() > 1 && allowance != null) {
            double all = 0;
            for (QueuedJob other : running) {
                all += other.allowance == null ? 0 : other.allowance.share();
            }
            reasons.add(new Reason.SharesCluster(allowance.share() / all, running.size()));
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason.HasItAll(nodes.nodesFor(request), usable));
        }
    }
}
