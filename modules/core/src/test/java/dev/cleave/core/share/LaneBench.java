package dev.cleave.core.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lanes of one node, with a clock that is moved by hand, and a count of who had how much. */
final class LaneBench {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    /** What a job had and was entitled to so far, in lane-nanoseconds. */
    static final class Account {
        double had;
        double entitled;
        int lanes;
        int limit = Integer.MAX_VALUE;
        int wants = Integer.MAX_VALUE;
    }

    final LaneShares shares;
    final Map<String, Account> accounts = new LinkedHashMap<>();
    int nodeLanes;
    long now = SECOND;
    /** Changes of who has a lane. */
    long moves;

    LaneBench(int lanes) {
        nodeLanes = lanes;
        shares = new LaneShares(lanes, ShareSettings.defaults(), this::give);
    }

    private void give(JobId job, int lanes) {
        Account account = accounts.get(job.value());
        if (account != null) {
            moves += Math.max(0, lanes - account.lanes);
            account.lanes = lanes;
        }
        int all = accounts.values().stream().mapToInt(each -> each.lanes).sum();
        assertThat(all).as("lanes given at a time").isLessThanOrEqualTo(nodeLanes);
    }

    void share(String job, double weight, int maxLanes) {
        accounts.computeIfAbsent(job, name -> new Account()).limit = maxLanes;
        shares.share(new JobId(job), new JobShare(weight, maxLanes), now);
    }

    void share(String job, double weight) {
        share(job, weight, Integer.MAX_VALUE);
    }

    void wants(String job, int lanes) {
        accounts.get(job).wants = lanes;
        shares.wants(new JobId(job), lanes, now);
    }

    void end(String job) {
        accounts.remove(job);
        shares.ended(new JobId(job), now);
    }

    int lanes(String job) {
        return accounts.get(job).lanes;
    }

    /** Lets time pass, with everything that is due in between. */
    void pass(long nanos) {
        long end = now + nanos;
        while (now < end) {
            long next = Math.min(end, Math.max(now, shares.dueAt()));
            for (Map.Entry<String, Account> entry : accounts.entrySet()) {
                Account account = entry.getValue();
                account.had += (double) account.lanes * (next - now);
                account.entitled += shares.entitledOf(new JobId(entry.getKey())) * (next - now);
            }
            now = next;
            shares.tick(now);
        }
    }

    double part(String job) {
        double all =
                accounts.values().stream().mapToDouble(account -> account.had).sum();
        return accounts.get(job).had / all;
    }
}
