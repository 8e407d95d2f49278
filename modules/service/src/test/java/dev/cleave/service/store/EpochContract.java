package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Terms of controllers, and that a past one writes nothing. */
interface EpochContract extends OpenStore {

    @Test
    default void termsCountUpAndOutliveTheProcess() throws Exception {
        assertThat(store().epoch()).isEqualTo(1);
        assertThat(writer().epoch()).isEqualTo(1);
        assertThat(store().takeEpoch(1).epoch()).isEqualTo(2);
        reopen();
        assertThat(store().epoch()).isEqualTo(3);
    }

    @Test
    default void aTermIsTakenByOneOfThoseThatSawTheSameLatest() {
        store().takeEpoch(1);
        assertThat(refusal(StoreCode.EPOCH_LOST, () -> store().takeEpoch(1))).hasMessageContainingAll("1", "2");
        assertThat(store().epoch()).isEqualTo(2);
    }

    @Test
    default void noCallOfAPastTermChangesAnything() {
        Writer past = writer();
        JobId queued = past.submit(Samples.request("ada", "key", 1)).job().id();
        JobId running = past.submit(Samples.job()).job().id();
        past.start(running, NOW);
        past.putBlob(new BlobRow(Samples.digest(1), 5, NOW));
        past.end(past.submit(Samples.job()).job().id(), JobEnd.cancelled(NOW));
        List<JobRow> before = store().jobs().list(JobFilter.ALL, null, 10);
        store().takeEpoch(1);

        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("submit", () -> past.submit(Samples.job())),
                Map.entry("submit again", () -> past.submit(Samples.request("ada", "key", 1))),
                Map.entry("waits", () -> past.waits(queued, "for ever")),
                Map.entry("start", () -> past.start(queued, NOW)),
                Map.entry("requeue", () -> past.requeue(running, NOW, NOW, "")),
                Map.entry("end", () -> past.end(running, Samples.success(NOW))),
                Map.entry("event", () -> past.event(running, NOW, "note", "")),
                Map.entry(
                        "journal",
                        () -> past.journal(new JournalBatch(running, List.of(), List.of(JournalContract.FIRST)))),
                Map.entry("putOwner", () -> past.putOwner(new OwnerRow("ada", 2, 0, 0, 0))),
                Map.entry("putDrained", () -> past.putDrained("node-1-abc", NOW)),
                Map.entry("putBlob", () -> past.putBlob(new BlobRow(Samples.digest(1), 5, NOW + 1))),
                Map.entry("putBlobPart", () -> past.putBlobPart(Samples.digest(1), 0, new byte[1])),
                Map.entry("putJournalPart", () -> past.putJournalPart(running, Samples.digest(1), 0, new byte[1])),
                Map.entry("removeBlob", () -> past.removeBlob(Samples.digest(1), NOW + 1)),
                Map.entry("prune", () -> past.prune(new Retention(1, 0), NOW + 9_999)));
        calls.forEach((name, call) -> refusal(StoreCode.EPOCH_LOST, call));

        assertThat(store().jobs().list(JobFilter.ALL, null, 10)).isEqualTo(before);
        assertThat(store().jobs().events(running, 0, 10)).hasSize(2);
        assertThat(store().jobs().journal(running)).isEmpty();
        assertThat(store().jobs().journalPart(running, Samples.digest(1), 0)).isEmpty();
        assertThat(store().blobs().part(Samples.digest(1), 0)).isEmpty();
        assertThat(store().owners()).isEmpty();
        assertThat(store().drained()).isEmpty();
        assertThat(store().blobs().find(Samples.digest(1))).contains(new BlobRow(Samples.digest(1), 5, NOW));
    }
}
