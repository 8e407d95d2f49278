package dev.cleave.service.node;

import dev.cleave.cluster.Candidate;
import dev.cleave.cluster.ClusterSettings;
import dev.cleave.cluster.controller.NodeListener;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.core.membership.Candidacy;
import dev.cleave.service.store.Candidates;
import dev.cleave.service.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that may be the controller of a cluster whose store others share: the shell of {@link Candidacy}.
 *
 * <p>One thread looks at the store about once a second, renews the lease if it has it, and does what follows. Another begins and
 * ends terms, which takes longer than the lease may.
 */
final class Candidature implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Candidature.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long SHORTEST_LOOK_MILLIS = 20;

    private final Term.Parts parts;
    private final Candidates candidates;
    private final TermDesk desk;
    private final String api;
    private final String address;
    private final Duration lease;
    private final Candidacy candidacy = new Candidacy();
    private final Thread looking = new Thread(this::look, "cleave-candidate");
    private final ExecutorService terms = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cleave-term");
        thread.setDaemon(true);
        return thread;
    });

    private Candidate member;
    private Candidates.Candidate self;
    private boolean storeAnswers = true;
    private volatile @Nullable Term term;
    private volatile boolean termLost;
    private volatile boolean termFailed;
    private volatile boolean ending;

    /**
     * A process that belongs to no cluster yet and looks for one.
     *
     * @param candidates closed with this
     * @param api where this process's API is, as {@code host:port}
     * @throws ClusterStartException if the address for the cluster is taken or refused
     */
    Candidature(Term.Parts parts, Candidates candidates, TermDesk desk, String api) throws ClusterStartException {
        this.parts = parts;
        this.candidates = candidates;
        this.desk = desk;
        this.api = api;
        this.lease = parts.settings().shared().orElseThrow().lease();
        this.member = Candidate.start(parts.settings().transport());
        this.address = member.address();
        this.self = life();
        looking.setDaemon(true);
        looking.start();
    }

    private Candidates.Candidate life() {
        return new Candidates.Candidate(address + "#" + UUID.randomUUID(), address, api);
    }

    /** Where nodes join, as {@code host:port}. */
    String address() {
        return address;
    }

    private void look() {
        while (!ending) {
            long pause = LOOK_MILLIS;
            try {
                pause = lookOnce();
                storeAnswers = true;
            } catch (StoreException e) {
                if (storeAnswers) {
                    LOG.warn("who is the controller is not known at present: {}", e.getMessage());
                }
                storeAnswers = false;
            } catch (ClusterStartException | RuntimeException e) {
                LOG.error("the cluster cannot be looked after", e);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    /** Returns when to look again, in milliseconds. */
    private long lookOnce() throws ClusterStartException {
        if (member.isOver()) {
            startAnew("the cluster has given this process up");
        }
        if (termFailed) {
            termFailed = false;
            candidates.withdraw(self);
            self = life();
            candidacy.termOver();
            return lease.toMillis(); // Others may be luckier.
        } else if (termLost) {
            termLost = false;
            candidacy.termOver();
        }
        boolean joined = member.isMember();
        Candidates.Standing now = candidates.stand(self, joined, lease);
        desk.controllerAt(now.holderApi());
        perform(candidacy.next(
                new Candidacy.View(now.isHolder(), now.holder(), now.joined()),
                joined,
                member.reachable(),
                System.nanoTime()));
        long often = Math.min(LOOK_MILLIS, lease.toMillis() / 4);
        long left = now.left().toMillis();
        return now.isHolder() || left == 0 ? often : Math.max(SHORTEST_LOOK_MILLIS, Math.min(often, left + 5));
    }

    private void perform(Candidacy.Step step) throws ClusterStartException {
        if (step instanceof Candidacy.Step.Found) {
            LOG.info("forms a cluster at {}", address);
            member.found();
        } else if (step instanceof Candidacy.Step.Join join) {
            LOG.info("joins {} from {}", join.seeds(), address);
            member.join(join.seeds());
        } else if (step instanceof Candidacy.Step.Lead) {
            Candidate here = member;
            terms.execute(() -> begin(here));
        } else if (step instanceof Candidacy.Step.StepDown) {
            LOG.warn("another process is the controller: this one steps down");
            terms.execute(this::end);
        } else if (step instanceof Candidacy.Step.StartAnew why) {
            startAnew(why.why());
        }
    }

    private void startAnew(String why) throws ClusterStartException {
        LOG.warn("starts anew: {}", why);
        candidates.withdraw(self);
        await(terms.submit(this::end));
        candidacy.termOver();
        member.close();
        member = Candidate.start(parts.settings().transport());
        self = life();
    }

    private static void await(java.util.concurrent.Future<?> task) {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.error("a term did not end well", e.getCause());
        }
    }

    private void begin(Candidate here) {
        end();
        if (ending) {
            return;
        }
        long began = System.nanoTime();
        try {
            ClusterSettings settings = new ClusterSettings(
                    parts.settings().transport(), parts.settings().folder().resolve("controller"));
            Term begun = new Term(
                    parts, (epoch, nodes) -> here.lead(settings, epoch, nodes), NodeListener.SILENT, this::lost);
            term = begun;
            desk.open(begun.desk());
            LOG.info(
                    "is the controller: {} jobs of before go on, after {} ms",
                    begun.restored(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        } catch (ClusterStartException | IOException | RuntimeException | Error e) {
            LOG.error("cannot be the controller", e);
            termFailed = true;
        }
    }

    /** The store has refused to write for this process's term. */
    private void lost() {
        desk.shut();
        if (!ending) {
            terms.execute(this::end);
        }
        termLost = true;
    }

    private void end() {
        desk.shut();
        Term over = term;
        term = null;
        if (over != null) {
            over.close();
        }
    }

    /** Decides nothing any more, and lets another process be the controller. */
    void rest() {
        ending = true;
        looking.interrupt();
        join(looking);
        desk.shut();
        Term running = term;
        if (running != null) {
            running.rest();
        }
        try {
            candidates.withdraw(self);
        } catch (StoreException e) {
            LOG.warn("others have to wait until this process's lease is over: {}", e.getMessage());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!ending) {
            rest();
        }
        terms.shutdown();
        try {
            terms.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        member.close();
        candidates.close();
    }
}
