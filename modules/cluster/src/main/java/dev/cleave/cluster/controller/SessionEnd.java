package dev.cleave.cluster.controller;

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
        if (client == null || unsaid.isEmpty()) {
            return;
        }
        List<FromSession> told = unsaid;
        unsaid = new ArrayList<>();
        told.replaceAll(this::inline);
        client.told(told);
    }

    private FromSession inline(FromSession message) {
        if (!(message instanceof FromSession.Ended ended) || ended.result() instanceof Payload.Inline) {
            return message;
        }
        try {
            byte[] bytes = Payloads.bytes(ended.result(), shelf.ofJob(job));
            return new FromSession.Ended(ended.number(), new Payload.Inline(bytes));
        } catch (IOException e) {
            LOG.warn("job {}: the result of chunk {} cannot be read: {}", job, ended.number(), e.getMessage());
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
