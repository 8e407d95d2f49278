package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Chunk.Receiver NOBODY = new Chunk.Receiver() {
        @Override
        public void begun() {}

        @Override
        public void ended(@Nullable Object[] values, @Nullable Throwable @Nullable [] thrown, long nanos) {}

        @Override
        public void stopped(@Nullable Throwable why) {}
    };

    private static List<Chunk> added(Backlog backlog, int count, int bytes) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Chunk chunk = new Chunk(Kind.LANE, 1, new byte[bytes], NOBODY, left -> {});
            backlog.add(chunk);
            chunks.add(chunk);
        }
        return chunks;
    }

    @Test
    void tasksGoAloneWhileThereArePlacesForAll() {
        Backlog backlog = new Backlog(true);
        backlog.measured(1000, 1);
        List<Chunk> chunks = added(backlog, 2, 10);
        assertThat(backlog.next(2)).containsExactly(chunks.get(0));
        assertThat(backlog.next(1)).containsExactly(chunks.get(1));
        assertThat(backlog.next(1)).isEmpty();
    }

    @Test
    void moreAreSharedOutAmongThePlaces() {
        Backlog backlog = new Backlog(true);
        backlog.measured(1000, 1);
        List<Chunk> chunks = added(backlog, 9, 10);
        assertThat(backlog.next(2)).isEqualTo(chunks.subList(0, 5));
        assertThat(backlog.next(1)).isEqualTo(chunks.subList(5, 9));
    }

    @Test
    void tasksGoTogetherOnlyIfTheyAreKnownToBeShort() {
        Backlog backlog = new Backlog(true);
        List<Chunk> chunks = added(backlog, 30, 10);
        assertThat(backlog.next(1)).containsExactly(chunks.get(0));
        backlog.measured(1, 1000);
        assertThat(backlog.next(1)).as("not many more than before").isEqualTo(chunks.subList(1, 9));
        backlog.measured(8, 5e9);
        assertThat(backlog.next(1)).as("long ones").containsExactly(chunks.get(9));
    }

    @Test
    void thoseThatWaitGoAlone() {
        Backlog backlog = new Backlog(false);
        backlog.measured(1000, 1);
        List<Chunk> chunks = added(backlog, 9, 10);
        assertThat(backlog.next(2)).containsExactly(chunks.get(0));
    }

    @Test
    void chunksOfSeveralTasksGoAlone() {
        Backlog backlog = new Backlog(true);
        backlog.measured(1000, 1);
        List<Chunk> single = added(backlog, 2, 10);
        Chunk several = new Chunk(Kind.LANE, 7, new byte[10], NOBODY, left -> {});
        backlog.add(several);
        List<Chunk> more = added(backlog, 1, 10);
        assertThat(backlog.next(1)).isEqualTo(single);
        assertThat(backlog.next(1)).containsExactly(several);
        assertThat(backlog.next(1)).isEqualTo(more);
    }

    @Test
    void noMoreGoTogetherThanAMessageCanCarry() {
        Backlog backlog = new Backlog(true);
        backlog.measured(1000, 1);
        List<Chunk> chunks = added(backlog, 3, Backlog.MOST_BYTES_TOGETHER / 2 - 100);
        assertThat(backlog.next(1)).isEqualTo(chunks.subList(0, 2));
        assertThat(backlog.next(1)).isEqualTo(chunks.subList(2, 3));
    }

    @Test
    void whatNobodyWantsStaysBehind() {
        Backlog backlog = new Backlog(true);
        List<Chunk> chunks = added(backlog, 2, 10);
        chunks.get(0).cancel(true);
        assertThat(backlog.next(1)).containsExactly(chunks.get(1));
        assertThat(backlog.next(1)).isEmpty();
    }
}
