package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.PipelineTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of one task and its instances. */
final class TaskProgress {

    final PipelineTask definition;
    final int number;
    final boolean isFinally;
    final List<Instance> instances = new ArrayList<>();

    /** How many of the tasks that it needs have not ended. */
    int missing;

    /** Whether all that it needs has ended, so that it has instances. */
    boolean isEntered;

    private int unended;
    private @Nullable InstanceState end;
    private int lastRound;

    TaskProgress(PipelineTask definition, int number, boolean isFinally, int missing) {
        this.definition = definition;
        this.number = number;
        this.isFinally = isFinally;
        this.missing = missing;
    }

    String name() {
        return definition.name();
    }

    Instance add(int index, String item) {
        Instance instance = new Instance(new InstanceId(name(), index), item, this);
        instances.add(instance);
        unended++;
        return instance;
    }

    /** One of its instances has ended. Returns whether it was the last. */
    boolean instanceEnded() {
        unended--;
        return unended == 0;
    }

    /** All its instances have ended, and so it has. */
    void end() {
        end = endOfInstances();
        lastRound = instances.stream()
                .filter(TaskProgress::mayHaveChanged)
                .mapToInt(one -> one.round)
                .max()
                .orElse(0);
    }

    /** Whether an instance has a value of its round; none if it was skipped, or if there was nothing to do. */
    private static boolean mayHaveChanged(Instance one) {
        return switch (one.state) {
            case SKIPPED -> false;
            case SUCCEEDED -> one.attempt > 0 || one.isKnown;
            default -> true;
        };
    }

    /** Whether nothing more will become of it in this round. */
    boolean hasEnded() {
        return end != null;
    }

    /** Where it stands, as its instances do. */
    InstanceState state() {
        if (end != null) {
            return end;
        }
        boolean hasBegun = instances.stream().anyMatch(one -> one.state != InstanceState.WAITING);
        return hasBegun ? InstanceState.RUNNING : InstanceState.WAITING;
    }

    private InstanceState endOfInstances() {
        if (has(InstanceState.CANCELLED)) {
            return InstanceState.CANCELLED;
        }
        if (has(InstanceState.FAILED)) {
            return InstanceState.FAILED;
        }
        boolean isSkipped = instances.stream().allMatch(one -> one.state == InstanceState.SKIPPED);
        return isSkipped ? InstanceState.SKIPPED : InstanceState.SUCCEEDED;
    }

    /** The task for which it was skipped. */
    String skippedBy() {
        return instances.stream()
                .map(one -> one.skippedBy)
                .filter(by -> !by.isEmpty())
                .findFirst()
                .orElse(name());
    }

    /** The latest round in which anything of it ran; 0 if nothing did, or until it has ended. */
    int round() {
        return lastRound;
    }

    private boolean has(InstanceState state) {
        return instances.stream().anyMatch(one -> one.state == state);
    }
}
