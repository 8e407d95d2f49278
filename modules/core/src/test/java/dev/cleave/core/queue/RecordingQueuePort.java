package dev.cleave.core.queue;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a queue decided, in order. */
final class RecordingQueuePort implements QueuePort {

    final List<String> started = new ArrayList<>();
    final Map<String, Allowance> allowances = new HashMap<>();
    final Map<String, StopReason> stopped = new HashMap<>();
    final Map<String, Refusal> refused = new HashMap<>();
    final Map<String, Long> retries = new HashMap<>();
    final Map<String, Outcome> outcomes = new HashMap<>();
    int endings;

    @Override
    public void start(JobId job, int attempt, Allowance allowance) {
        started.add(job.value());
        allowances.put(job.value(), allowance);
    }

    @Override
    public void allow(JobId job, Allowance allowance) {
        allowances.put(job.value(), allowance);
    }

    @Override
    public void stop(JobId job, StopReason reason) {
        stopped.put(job.value(), reason);
    }

    @Override
    public void refuse(JobId job, Refusal refusal) {
        refused.put(job.value(), refusal);
    }

    @Override
    public void retryLater(JobId job, int attempt, long at) {
        retries.put(job.value(), at);
    }

    @Override
    public void ended(JobId job, Outcome outcome) {
        outcomes.put(job.value(), outcome);
        endings++;
    }
}
