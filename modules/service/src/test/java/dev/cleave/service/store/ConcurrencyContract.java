package dev.cleave.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many callers at a time. */
interface ConcurrencyContract extends OpenStore {

    int CALLERS = 16;

    /** What each of many callers does at the same time, and what came of it. */
    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(call);
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    default void everySubmitterGetsItsOwnJob() throws Exception {
        Writer writer = writer();
        List<List<Submission>> accepted = atOnce(() -> {
            List<Submission> mine = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Submission job = Samples.job("ada", Map.of("team", "t"));
                assertThat(writer.submit(job)).isEqualTo(new Accepted(JobRow.queued(job), true));
                mine.add(job);
            }
            return mine;
        });
        reopen();
        assertThat(store().jobs().list(JobFilter.ALL, null, 1_000).stream().map(JobRow::submission))
                .containsExactlyInAnyOrderElementsOf(
                        accepted.stream().flatMap(List::stream).toList());
    }

    @Test
    default void ofManyEqualRequestsAtATimeOneMakesTheJob() throws Exception {
        Writer writer = writer();
        List<Accepted> answers = atOnce(() -> writer.submit(Samples.request("ada", "key", 7)));
        assertThat(answers.stream().filter(Accepted::isNew)).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.job().id()).distinct()).hasSize(1);
        assertThat(store().jobs().list(JobFilter.ALL, null, 1_000)).hasSize(1);
    }

    @Test
    default void aRefusedCallerSpoilsNothingForTheOthers() throws Exception {
        Writer writer = writer();
        writer.submit(Samples.request("ada", "key", 7));
        AtomicInteger turn = new AtomicInteger();
        List<Boolean> accepted = atOnce(() -> {
            if (turn.getAndIncrement() % 2 == 0) {
                refusal(StoreCode.IDEMPOTENCY_CONFLICT, () -> writer.submit(Samples.request("ada", "key", 8)));
                return false;
            }
            return writer.submit(Samples.job()).isNew();
        });
        assertThat(accepted.stream().filter(isNew -> isNew)).hasSize(CALLERS / 2);
        assertThat(store().jobs().list(JobFilter.ALL, null, 1_000)).hasSize(1 + CALLERS / 2);
    }

    @Test
    default void auditRowsOfManyCallersAreOneChain() throws Exception {
        Store store = store();
        atOnce(() -> store.audit().record(new AuditEntry(1, "a", "b", "c", "d", "e")));
        assertThat(store.audit().verify()).isEqualTo(new AuditCheck(CALLERS, 0, ""));
    }

    @Test
    default void onlyOneOfManyTakesTheTerm() throws Exception {
        Store store = store();
        List<Boolean> taken = atOnce(() -> {
            try {
                return store.takeEpoch(1).epoch() == 2;
            } catch (StoreException lost) {
                return false;
            }
        });
        assertThat(taken.stream().filter(won -> won)).hasSize(1);
    }

    @Test
    default void whoComesAfterTheCloseIsRefused() {
        Writer writer = writer();
        store().close();
        store().close();
        refusal(StoreCode.STORE_CLOSED, () -> writer.submit(Samples.job()));
    }
}
