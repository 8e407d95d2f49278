package dev.cleave.cluster.controller;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.core.job.JobId;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.wire.blob.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coordinator's end of its session's stream: at most one client, and what it is going to be told. Belongs to the coordinator. */
final class SessionEnd {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

    /** From so many bytes of results on another message is begun: few enough for any client to take. */
    private static final int MESSAGE_BYTES = 256 * 1024;
    /** What fits into one message, of which clients take 32 MiB. */
    private static final int MOST_RESULT_BYTES = 31 << 20;

    private final JobId job;
    private final BlobShelf shelf;
    private final BiConsumer<SessionClient, List<ToSession>> inlet;
    private @Nullable SessionClient client;
    private List<FromSession> unsaid = new ArrayList<>();

    /**
     * Without a client.
     *
     * @param inlet takes what a client says, on any thread
     */
    SessionEnd(JobId job, BlobShelf shelf, BiConsumer<SessionClient, List<ToSession>> inlet) {
        this.job = job;
        this.shelf = shelf;
        this.inlet = inlet;
    }

    /** Whether this is the client that is there now. */
    boolean isOf(SessionClient one) {
        return client == one;
    }

    /** A client takes the place of the one before. */
    void open(SessionClient next, Runnable gone) {
        over(null);
        client = next;
        next.opened(new SessionClient.Inlet() {
            @Override
            public void say(List<ToSession> messages) {
                List<ToSession> small = new ArrayList<>(messages.size());
                messages.forEach(message -> small.add(withoutLarge(message)));
                inlet.accept(next, small);
            }

            @Override
            public void gone() {
                gone.run();
            }
        });
    }

    private ToSession withoutLarge(ToSession message) {
        if (!(message instanceof ToSession.Chunk chunk) || !(chunk.problem() instanceof Payload.Inline inline)) {
            return message;
        }
        try {
            Payload small = Payloads.of(inline.bytes(), shelf.ofJob(job));
            return new ToSession.Chunk(chunk.number(), chunk.beside(), small);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be told with the next {@link #flush}. */
    void tell(FromSession message) {
        if (client != null) {
            unsaid.add(message);
        }
    }

    void flush() {
        SessionClient to = client;
        if (to == null || unsaid.isEmpty()) {
            return;
        }
        List<FromSession> told = unsaid;
        unsaid = new ArrayList<>();
        List<FromSession> part = new ArrayList<>();
        long bytes = 0;
        for (FromSession message : told) {
            FromSession inline = inline(to, message);
            long more = bytesOf(inline);
            if (!part.isEmpty() && bytes + more > MESSAGE_BYTES) {
                to.told(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(inline);
            bytes += more;
        }
        to.told(part);
    }

    private static long bytesOf(FromSession message) {
        return message instanceof FromSession.Ended ended && ended.result() instanceof Payload.Inline inline
                ? inline.bytes().length
                : 0;
    }

    private FromSession inline(SessionClient to, FromSession message) {
        if (!(message instanceof FromSession.Ended ended) || ended.result() instanceof Payload.Inline) {
            return message;
        }
        long size = ended.result().size();
        if (size > MOST_RESULT_BYTES) {
            return new FromSession.Failed(
                    ended.number(),
                    JobFailure.of(
                            Code.RESULT_TOO_LARGE,
                            "/" + ended.number(),
                            "a result of " + size + " bytes (expected: at most " + MOST_RESULT_BYTES + ")"));
        }
        try {
            byte[] bytes = Payloads.bytes(ended.result(), shelf.ofJob(job));
            return new FromSession.Ended(ended.number(), new Payload.Inline(bytes));
        } catch (IOException e) {
            LOG.warn("job {}: the result of chunk {} cannot be read: {}", job, ended.number(), e.getMessage());
            // First forgotten: what is known would not be taken again.
            inlet.accept(to, List.of(new ToSession.Unwanted(List.of(ended.number()))));
            return new FromSession.Missing(List.of(ended.number()));
        }
    }

    /** Lets go of the client, if there is one. */
    void over(@Nullable Outcome outcome) {
        SessionClient last = client;
        if (last != null) {
            flush();
            client = null;
            unsaid.clear();
            last.over(outcome);
        }
    }
}
