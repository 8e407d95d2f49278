package dev.cleave.core.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, and whose turn it is.
 *
 * <p>Jobs stand in lines, one for each owner and priority. The line of the highest level is first; of those on the same
 * level, the one whose owner has used least for its weight; within a line, the job submitted first. A line whose owner is at
 * a limit is passed over.
 *
 * <p>The level of a line is its priority, one more for each age in which nothing of it was started. It is the line that ages,
 * not the job: a job that waits behind many others of its own owner is where its owner wants it to be, and must not pass the
 * jobs of others for that. And so nobody starves. While a line waits, only lines can be before it that have a higher
 * priority or that waited as long; each of those falls behind for an age when it is served; so after as many ages as there
 * are priorities, each other line is served at most once more before this one. In a line, jobs go in order.
 *
 * <p>Choosing looks at every line that has jobs, not at every job.
 */
final class WaitingJobs {

    private final QueueSettings settings;
    private final UsableNodes nodes;
    private final Set<WaitingLine> lines = new HashSet<>();

    WaitingJobs(QueueSettings settings, UsableNodes nodes) {
        this.settings = settings;
        this.nodes = nodes;
    }

    void add(QueuedJob job, long now) {
        WaitingLine line = job.owner.lines.computeIfAbsent(
                job.request.priority(), priority -> new WaitingLine(job.owner, priority));
        lines.add(line);
        line.add(job, nodes.suffice(job.request), now);
    }

    void remove(QueuedJob job) {
        WaitingLine line = job.owner.lines.get(job.request.priority());
        if (line != null) {
            line.remove(job);
            if (line.isEmpty()) {
                job.owner.lines.remove(line.priority);
                lines.remove(line);
            }
        }
    }

    /** Takes note that other nodes are there than before. */
    void nodesChanged(long now) {
        lines.forEach(line -> line.sort(nodes, now));
    }

    /** Takes out the job whose turn it is; null if none can start. */
    @Nullable
    QueuedJob takeNext(long now) {
        Comparator<WaitingLine> order = order(now);
        WaitingLine best = null;
        for (WaitingLine line : lines) {
            if (mayStart(line) && (best == null || order.compare(line, best) < 0)) {
                best = line;
            }
        }
        if (best == null) {
            return null;
        }
        QueuedJob next = best.first();
        if (next != null) {
            best.started(now);
            remove(next);
        }
        return next;
    }

    private static boolean mayStart(WaitingLine line) {
        QueuedJob first = line.first();
        return first != null && line.owner.limitFor(first) == OwnerRecord.Limit.NONE;
    }

    private Comparator<WaitingLine> order(long now) {
        return Comparator.<WaitingLine>comparingLong(line -> -line.level(now, settings.ageNanos()))
                .thenComparingDouble(line -> line.owner.effectiveUsage(now, settings.presumedLaneNanos()))
                .thenComparingLong(WaitingJobs::firstSequence);
    }

    private static long firstSequence(WaitingLine line) {
        QueuedJob first = line.first();
        return first == null ? Long.MAX_VALUE : first.sequence;
    }

    /** What stands before a waiting job as things are now, by the rule that puts it there. */
    Reason.JobsBefore before(QueuedJob job, long now) {
        WaitingLine own = job.owner.lines.get(job.request.priority());
        if (own == null) {
            return new Reason.JobsBefore(0, 0, 0, 0);
        }
        long level = own.level(now, settings.ageNanos());
        double usage = job.owner.effectiveUsage(now, settings.presumedLaneNanos());
        long byPriority = 0;
        long byShare = 0;
        Set<OwnerRecord> owners = new HashSet<>();
        for (WaitingLine line : otherThan(own)) {
            long theirs = line.level(now, settings.ageNanos());
            if (theirs > level) {
                byPriority += line.fitting.size();
            } else if (theirs == level && isBefore(line, own, usage, now)) {
                byShare += line.fitting.size();
                owners.add(line.owner);
            }
        }
        int bySubmission = own.fitting.headMap(job.sequence).size();
        return new Reason.JobsBefore(byPriority, byShare, owners.size(), bySubmission);
    }

    private boolean isBefore(WaitingLine line, WaitingLine own, double usage, long now) {
        double theirs = line.owner.effectiveUsage(now, settings.presumedLaneNanos());
        return theirs < usage || (theirs == usage && firstSequence(line) < firstSequence(own));
    }

    private Collection<WaitingLine> otherThan(WaitingLine own) {
        List<WaitingLine> others = new ArrayList<>(lines);
        others.remove(own);
        others.removeIf(line -> !mayStart(line));
        return others;
    }
}
