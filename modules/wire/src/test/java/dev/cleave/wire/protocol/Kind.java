package dev.cleave.wire.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A kind of message with samples of it, its encoding and its decoding. */
record Kind<T>(String name, Map<String, T> samples, Function<T, byte[]> encode, Function<byte[], T> decode) {

    static List<Kind<?>> all() {
        List<Kind<?>> kinds = new ArrayList<>();
        kinds.add(new Kind<>("to-node", Samples.toNode(), ClusterCodec::encode, ClusterCodec::toNode));
        kinds.add(new Kind<>(
                "to-coordinator", Samples.toCoordinator(), ClusterCodec::encode, ClusterCodec::toCoordinator));
        kinds.add(new Kind<>("cluster", Samples.cluster(), ClusterCodec::encode, ClusterCodec::clusterMessage));
        kinds.add(new Kind<>("to-runner", Samples.toRunner(), RunnerCodec::encode, RunnerCodec::toRunner));
        kinds.add(new Kind<>("from-runner", Samples.fromRunner(), RunnerCodec::encode, RunnerCodec::fromRunner));
        kinds.add(new Kind<>("outcome", Samples.outcomes(), ClusterCodec::encode, ClusterCodec::outcome));
        kinds.add(new Kind<>("job-spec", Map.of("spec", Samples.SPEC), ClusterCodec::encode, ClusterCodec::jobSpec));
        kinds.add(new Kind<>(
                "progress", Map.of("progress", Samples.PROGRESS), ClusterCodec::encode, ClusterCodec::progress));
        kinds.add(new Kind<>("counts", Map.of("counts", Samples.COUNTS), ClusterCodec::encode, ClusterCodec::counts));
        kinds.add(new Kind<>("journal", Samples.journal(), JournalCodec::encode, JournalCodec::record));
        return kinds;
    }

    byte[] encoded(String sample) {
        return encode.apply(samples.get(sample));
    }

    @Override
    public String toString() {
        return name;
    }
}
