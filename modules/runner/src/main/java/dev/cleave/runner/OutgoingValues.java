package dev.cleave.runner;

import dev.cleave.core.lease.FinishedChild;
import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import dev.cleave.wire.blob.Payloads;
import dev.cleave.wire.value.Encoded;
import dev.cleave.wire.value.ValueCodec;
import dev.cleave.wire.value.ValueRefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The values of one kind on their way out. */
record OutgoingValues<T>(ValueCodec<T> codec, BlobFolder blobs) {

    /** How many bytes of values one message carries; what comes after goes as blobs, or in the next one. */
    static final int ROOM = 8 << 20;

    Encoded encode(@Nullable T value) throws ValueRefusedException {
        return codec.encode(value);
    }

    /** As a payload, inside the message if it fits into the room that is left there. */
    Payload payload(Encoded encoded, int room) throws IOException {
        return Payloads.of(encoded.bytes(), blobs, room);
    }

    /** About how many bytes a finished subproblem takes in a message. */
    static long sizeOf(FinishedChild child) {
        long value = child.result() instanceof Payload.Inline inline ? inline.bytes().length : 0;
        return value + 2L * child.path().length() + 100;
    }

    /** The room that is left when a payload is in the message. */
    static int roomAfter(Payload payload, int room) {
        return payload instanceof Payload.Inline inline ? Math.max(0, room - inline.bytes().length) : room;
    }
}
