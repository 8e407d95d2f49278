package dev.cleave.service.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.service.store.StoreCode;
import dev.cleave.service.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteQueueTest {

    private static final int CALLERS = 10;

    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Jdbi database;
    private WriteQueue queue;

    @BeforeEach
    void open() {
        Path file = folder.resolve("some.db");
        database = Jdbi.create("jdbc:sqlite:" + file);
        database.useHandle(handle -> handle.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        queue = new WriteQueue(database, new SqliteDialect(file), Space.UNMANAGED, "writer");
    }

    @AfterEach
    void close() {
        gate.countDown();
        queue.close();
        callers.shutdownNow();
    }

    private <T> CompletableFuture<T> write(Change<T> change) {
        return CompletableFuture.supplyAsync(() -> queue.write(Change.Need.REPLACEMENT, change), callers);
    }

    /** Keeps the writing thread busy until so many more changes wait. */
    private void whileOneIsWritten(int others, Runnable start) {
        CountDownLatch begun = new CountDownLatch(1);
        write(handle -> {
            begun.countDown();
            await(gate);
            return true;
        });
        await(begun);
        start.run();
        Awaitility.await().until(() -> queue.waiting() == others);
        gate.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int insert(Handle handle, int n) {
        handle.execute("INSERT INTO t (n) VALUES (?)", n);
        return n;
    }

    private List<Integer> kept() {
        return database.withHandle(handle -> handle.createQuery("SELECT n FROM t ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void whatWaitsTogetherIsOneTransactionAndEachIsAnsweredItsOwn() {
        Set<Handle> transactions = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        whileOneIsWritten(CALLERS, () -> {
            for (int i = 0; i < CALLERS; i++) {
                int n = i;
                answers.add(write(handle -> {
                    transactions.add(handle);
                    return insert(handle, n);
                }));
            }
        });
        for (int i = 0; i < CALLERS; i++) {
            assertThat(answers.get(i).join()).isEqualTo(i);
        }
        assertThat(transactions).hasSize(1);
        assertThat(kept()).hasSize(CALLERS);
    }

    @Test
    void aChangeThatTheDatabaseRefusesSpoilsNoOther() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        whileOneIsWritten(CALLERS, () -> {
            for (int i = 0; i < CALLERS; i++) {
                int n = i / 2; // Each number twice, and the second is refused.
                answers.add(write(handle -> insert(handle, n)));
            }
        });
        long refused = answers.stream()
                .filter(answer -> answer.handle((n, why) -> why != null).join())
                .count();
        assertThat(refused).isEqualTo(CALLERS / 2);
        assertThat(kept()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anErrorIsToldWithItsCodeAndTheThreadGoesOn() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> queue.write(Change.Need.REPLACEMENT, handle -> handle.execute("nonsense")))
                .matches(e -> e.code() == StoreCode.STORE_FAILED)
                .withMessageContaining("some.db")
                .withMessageContaining("nonsense");
        assertThat(queue.<Integer>write(Change.Need.REPLACEMENT, handle -> insert(handle, 1)))
                .isEqualTo(1);
    }

    @Test
    void whatWasHandedInBeforeTheCloseIsWritten() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        whileOneIsWritten(2, () -> {
            answers.add(write(handle -> insert(handle, 1)));
            answers.add(write(handle -> insert(handle, 2)));
        });
        queue.close();
        assertThat(kept()).containsExactly(1, 2);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> queue.write(Change.Need.REPLACEMENT, handle -> insert(handle, 3)))
                .matches(e -> e.code() == StoreCode.STORE_CLOSED);
    }
}
