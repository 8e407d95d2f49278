package dev.cleave.wire.protocol;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.job.Counts;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.job.Progress;
import dev.cleave.core.lease.Payload;
import dev.cleave.wire.proto.v1.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs and how they end, to protobuf and back. */
final class JobMapping {

    private JobMapping() {}

    static List<Values.Argument> encode(Map<String, String> arguments) {
        List<Values.Argument> encoded = new ArrayList<>(arguments.size());
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            encoded.add(Values.Argument.newBuilder()
                    .setName(argument.getKey())
                    .setText(Utf8.encodable(argument.getValue()))
                    .build());
        }
        return encoded;
    }

    static Map<String, String> arguments(List<Values.Argument> arguments) {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (Values.Argument argument : arguments) {
            if (decoded.put(argument.getName(), argument.getText()) != null) {
                throw new MalformedMessageException("argument " + argument.getName() + ": given twice");
            }
        }
        return Collections.unmodifiableMap(decoded);
    }

    static Values.JobSpec encode(JobSpec spec) {
        Values.JobSpec.Builder encoded = Values.JobSpec.newBuilder()
                .setId(spec.id().value())
                .setJobClass(spec.jobClass())
                .addAllArguments(encode(spec.arguments()))
                .addAllJvmOptions(spec.jvmOptions())
                .setMaxDepth(spec.maxDepth())
                .setMaxPayloadBytes(spec.maxPayloadBytes())
                .setProfile(spec.profile());
        for (Payload.Blob jar : spec.classPath()) {
            encoded.addClassPath(LeaseMapping.encode(jar));
        }
        return encoded.build();
    }

    static JobSpec spec(Values.JobSpec spec) {
        List<Payload.Blob> classPath = new ArrayList<>(spec.getClassPathCount());
        for (Values.Blob jar : spec.getClassPathList()) {
            classPath.add(LeaseMapping.blob(jar));
        }
        return new JobSpec(
                new JobId(spec.getId()),
                spec.getJobClass(),
                Collections.unmodifiableList(classPath),
                arguments(spec.getArgumentsList()),
                List.copyOf(spec.getJvmOptionsList()),
                Require.notNegative("max_depth", spec.getMaxDepth()),
                Require.notNegative("max_payload_bytes", spec.getMaxPayloadBytes()),
                spec.getProfile());
    }

    static Values.JobFailure encode(JobFailure failure) {
        return Values.JobFailure.newBuilder()
                .setCode(failure.code().name())
                .setPath(failure.path())
                .setMessage(Utf8.encodable(failure.message()))
                .setStackTrace(Utf8.encodable(failure.stackTrace()))
                .build();
    }

    static JobFailure failure(Values.JobFailure failure) {
        Code code;
        try {
            code = Code.valueOf(failure.getCode());
        } catch (IllegalArgumentException unknown) {
            throw new MalformedMessageException("failure.code: " + failure.getCode() + " (expected: a known code)");
        }
        return new JobFailure(code, failure.getPath(), failure.getMessage(), failure.getStackTrace());
    }

    static Values.Progress encode(Progress progress) {
        return Values.Progress.newBuilder()
                .setFraction(progress.fraction())
                .setNodes(progress.nodes())
                .setLanes(progress.lanes())
                .setBusyLanes(progress.busyLanes())
                .setPendingLeases(progress.pendingLeases())
                .setRunningLeases(progress.runningLeases())
                .setWaitingFor(progress.waitingFor())
                .setIncumbent(progress.incumbent())
                .build();
    }

    static Progress progress(Values.Progress progress) {
        return new Progress(
                progress.getFraction(),
                Require.notNegative("nodes", progress.getNodes()),
                Require.notNegative("lanes", progress.getLanes()),
                Require.notNegative("busy_lanes", progress.getBusyLanes()),
                Require.notNegative("pending_leases", progress.getPendingLeases()),
                Require.notNegative("running_leases", progress.getRunningLeases()),
                progress.getWaitingFor(),
                progress.getIncumbent());
    }

    static Values.Counts encode(Counts counts) {
        return Values.Counts.newBuilder()
                .setLeases(counts.leases())
                .setSheds(counts.sheds())
                .setRetries(counts.retries())
                .setDuplicates(counts.duplicates())
                .setLostNodes(counts.lostNodes())
                .setLostRunners(counts.lostRunners())
                .setKnownReused(counts.knownReused())
                .setReExecutedNanos(counts.reExecutedNanos())
                .build();
    }

    static Counts counts(Values.Counts counts) {
        return new Counts(
                Require.notNegative("leases", counts.getLeases()),
                Require.notNegative("sheds", counts.getSheds()),
                Require.notNegative("retries", counts.getRetries()),
                Require.notNegative("duplicates", counts.getDuplicates()),
                Require.notNegative("lost_nodes", counts.getLostNodes()),
                Require.notNegative("lost_runners", counts.getLostRunners()),
                Require.notNegative("known_reused", counts.getKnownReused()),
                Require.notNegative("re_executed_nanos", counts.getReExecutedNanos()));
    }

    static Values.Outcome encode(Outcome outcome) {
        Values.Outcome.Builder encoded = Values.Outcome.newBuilder();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            encoded.setSucceeded(Values.Outcome.Succeeded.newBuilder()
                    .setResult(LeaseMapping.encode(succeeded.result()))
                    .setMeasured(LeaseMapping.encode(succeeded.measured()))
                    .setText(Utf8.encodable(succeeded.text())));
        } else if (outcome instanceof Outcome.Failed failed) {
            encoded.setFailed(encode(failed.failure()));
        } else {
            encoded.setCancelled(Values.Outcome.Cancelled.getDefaultInstance());
        }
        return encoded.build();
    }

    static Outcome outcome(Values.Outcome outcome) {
        return switch (outcome.getKindCase()) {
            case SUCCEEDED ->
                new Outcome.Succeeded(
                        LeaseMapping.payload(
                                "succeeded.result",
                                outcome.getSucceeded().hasResult(),
                                outcome.getSucceeded().getResult()),
                        LeaseMapping.measured(outcome.getSucceeded().getMeasured()),
                        outcome.getSucceeded().getText());
            case FAILED -> new Outcome.Failed(failure(outcome.getFailed()));
            case CANCELLED -> new Outcome.Cancelled();
            default -> throw new MalformedMessageException("outcome: of no known kind");
        };
    }
}
