package dev.cleave.wire.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.lease.ShedChild;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.wire.blob.Payloads;
import dev.cleave.wire.proto.v1.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Leases and what they are made of, to protobuf and back. */
final class LeaseMapping {

    private LeaseMapping() {}

    static Values.PathKey encode(PathKey key) {
        return Values.PathKey.newBuilder().setHigh(key.high()).setLow(key.low()).build();
    }

    static PathKey key(Values.PathKey key) {
        return new PathKey(key.getHigh(), key.getLow());
    }

    static List<Values.PathKey> encodeKeys(List<PathKey> keys) {
        List<Values.PathKey> encoded = new ArrayList<>(keys.size());
        for (PathKey key : keys) {
            encoded.add(encode(key));
        }
        return encoded;
    }

    static List<PathKey> keys(List<Values.PathKey> keys) {
        List<PathKey> decoded = new ArrayList<>(keys.size());
        for (Values.PathKey key : keys) {
            decoded.add(key(key));
        }
        return Collections.unmodifiableList(decoded);
    }

    static Values.LeaseId encode(LeaseId id) {
        return Values.LeaseId.newBuilder()
                .setHigh(id.key().high())
                .setLow(id.key().low())
                .setAttempt(id.attempt())
                .build();
    }

    static LeaseId id(Values.LeaseId id) {
        return new LeaseId(
                new PathKey(id.getHigh(), id.getLow()), Require.notNegative("lease.attempt", id.getAttempt()));
    }

    static List<Values.LeaseId> encodeIds(List<LeaseId> ids) {
        List<Values.LeaseId> encoded = new ArrayList<>(ids.size());
        for (LeaseId id : ids) {
            encoded.add(encode(id));
        }
        return encoded;
    }

    static List<LeaseId> ids(List<Values.LeaseId> ids) {
        List<LeaseId> decoded = new ArrayList<>(ids.size());
        for (Values.LeaseId id : ids) {
            decoded.add(id(id));
        }
        return Collections.unmodifiableList(decoded);
    }

    static Values.Measured encode(Measured measured) {
        return Values.Measured.newBuilder()
                .setWorkNanos(measured.workNanos())
                .setSpanNanos(measured.spanNanos())
                .setSubproblems(measured.subproblems())
                .build();
    }

    static Measured measured(Values.Measured measured) {
        return new Measured(
                Require.notNegative("work_nanos", measured.getWorkNanos()),
                Require.notNegative("span_nanos", measured.getSpanNanos()),
                Require.notNegative("subproblems", measured.getSubproblems()));
    }

    static Values.Blob encode(Payload.Blob blob) {
        return Values.Blob.newBuilder()
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(blob.sha256())))
                .setSize(blob.size())
                .build();
    }

    static Payload.Blob blob(Values.Blob blob) {
        if (blob.getSha256().size() != 32) {
            throw new MalformedMessageException(
                    "blob.sha256: " + blob.getSha256().size() + " bytes (expected: 32)");
        }
        return new Payload.Blob(
                HexFormat.of().formatHex(blob.getSha256().toByteArray()),
                Require.notNegative("blob.size", blob.getSize()));
    }

    static Values.Payload encode(Payload payload) {
        Values.Payload.Builder encoded = Values.Payload.newBuilder();
        if (payload instanceof Payload.Inline inline) {
            return encoded.setInline(UnsafeByteOperations.unsafeWrap(inline.bytes()))
                    .build();
        }
        return encoded.setBlob(encode((Payload.Blob) payload)).build();
    }

    static Payload payload(String field, boolean has, Values.Payload payload) {
        Require.present(field, has);
        switch (payload.getKindCase()) {
            case INLINE:
                if (payload.getInline().size() > Payloads.MOST_INLINE_BYTES) {
                    throw new MalformedMessageException(
                            field + ": " + payload.getInline().size() + " bytes in a message (expected: at most "
                                    + Payloads.MOST_INLINE_BYTES + ")");
                }
                return new Payload.Inline(payload.getInline().toByteArray());
            case BLOB:
                return blob(payload.getBlob());
            default:
                throw new MalformedMessageException(field + ": neither bytes nor the name of a blob");
        }
    }

    static Values.Lease encode(Lease lease) {
        Values.Lease.Builder encoded = Values.Lease.newBuilder()
                .setId(encode(lease.id()))
                .setEpoch(lease.epoch())
                .setDepth(lease.depth())
                .setWeight(lease.weight())
                .setCareValue(lease.care().ordinal())
                .setBeside(lease.beside());
        Payload problem = lease.problem();
        if (problem != null) {
            encoded.setProblem(encode(problem));
        }
        PathWriter paths = new PathWriter();
        for (KnownChild child : lease.known()) {
            encoded.addKnown(Values.KnownChild.newBuilder()
                    .setPath(paths.next(child.path()))
                    .setWeight(child.weight())
                    .setProblemDigest(child.problemDigest()));
        }
        return encoded.build();
    }

    static Lease lease(Values.Lease lease, PathReader paths) {
        Require.present("lease.id", lease.hasId());
        List<KnownChild> known = new ArrayList<>(lease.getKnownCount());
        paths.restart();
        for (Values.KnownChild child : lease.getKnownList()) {
            known.add(new KnownChild(
                    paths.next(child.getPath()),
                    Require.notNegative("known.weight", child.getWeight()),
                    child.getProblemDigest()));
        }
        return new Lease(
                id(lease.getId()),
                Require.notNegative("lease.epoch", lease.getEpoch()),
                Require.notNegative("lease.depth", lease.getDepth()),
                Require.notNegative("lease.weight", lease.getWeight()),
                lease.hasProblem() ? payload("lease.problem", true, lease.getProblem()) : null,
                Collections.unmodifiableList(known),
                care(lease.getCareValue()),
                lease.getBeside());
    }

    private static Lease.Care care(int value) {
        return switch (value) {
            case Values.Care.CARE_NORMAL_VALUE -> Lease.Care.NORMAL;
            case Values.Care.CARE_ALONE_VALUE -> Lease.Care.ALONE;
            case Values.Care.CARE_TRACED_VALUE -> Lease.Care.TRACED;
            default -> throw new MalformedMessageException("lease.care: " + value + " (expected: 0, 1 or 2)");
        };
    }

    static List<Values.ShedChild> encodeShed(List<ShedChild> children) {
        List<Values.ShedChild> encoded = new ArrayList<>(children.size());
        PathWriter paths = new PathWriter();
        for (ShedChild child : children) {
            encoded.add(Values.ShedChild.newBuilder()
                    .setParent(encode(child.parent()))
                    .setPath(paths.next(child.path()))
                    .setWeight(child.weight())
                    .setProblem(encode(child.problem()))
                    .setProblemDigest(child.problemDigest())
                    .setBeside(child.beside())
                    .build());
        }
        return encoded;
    }

    static List<ShedChild> shed(List<Values.ShedChild> children, PathReader paths) {
        List<ShedChild> decoded = new ArrayList<>(children.size());
        paths.restart();
        for (Values.ShedChild child : children) {
            Require.present("shed.parent", child.hasParent());
            decoded.add(new ShedChild(
                    id(child.getParent()),
                    paths.next(child.getPath()),
                    Require.notNegative("shed.weight", child.getWeight()),
                    payload("shed.problem", child.hasProblem(), child.getProblem()),
                    child.getProblemDigest(),
                    child.getBeside()));
        }
        return Collections.unmodifiableList(decoded);
    }

    static List<Values.FinishedChild> encodeFinished(List<FinishedChild> children) {
        List<Values.FinishedChild> encoded = new ArrayList<>(children.size());
        PathWriter paths = new PathWriter();
        for (FinishedChild child : children) {
            encoded.add(Values.FinishedChild.newBuilder()
                    .setPath(paths.next(child.path()))
                    .setWeight(child.weight())
                    .setResult(encode(child.result()))
                    .setMeasured(encode(child.measured()))
                    .setProblemDigest(child.problemDigest())
                    .build());
        }
        return encoded;
    }

    static List<FinishedChild> finished(List<Values.FinishedChild> children, PathReader paths) {
        List<FinishedChild> decoded = new ArrayList<>(children.size());
        paths.restart();
        for (Values.FinishedChild child : children) {
            decoded.add(new FinishedChild(
                    paths.next(child.getPath()),
                    Require.notNegative("finished.weight", child.getWeight()),
                    payload("finished.result", child.hasResult(), child.getResult()),
                    measured(child.getMeasured()),
                    child.getProblemDigest()));
        }
        return Collections.unmodifiableList(decoded);
    }
}
