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
    void chunksGoAloneWhileThereAreTakersForAll() {
        Backlog backlog = new Backlog(2, false);
        List<Chunk> chunks = added(backlog, 2, 10);
        assertThat(backlog.enter()).isTrue();
        assertThat(backlog.enter()).isTrue();
        assertThat(backlog.enter()).isFalse();
        assertThat(backlog.next()).containsExactly(chunks.get(0));
        assertThat(backlog.next()).containsExactly(chunks.get(1));
        assertThat(backlog.next()).isEmpty();
        added(backlog, 1, 10);
        assertThat(backlog.enter()).isTrue();
    }

    @Test
    void moreAreSharedOutAmongTheTakers() {
        Backlog backlog = new Backlog(2, false);
        List<Chunk> chunks = added(backlog, 9, 10);
        assertThat(backlog.next()).isEqualTo(chunks.subList(0, 5));
        assertThat(backlog.next()).isEqualTo(chunks.subList(5, 7));
    }

    @Test
    void thoseOfTasksThatWaitGoTogether() {
        Backlog backlog = new Backlog(2, true);
        List<Chunk> chunks = added(backlog, 9, 10);
        assertThat(backlog.next()).isEqualTo(chunks);
    }

    @Test
    void noMoreGoTogetherThanAJobCanCarry() {
        Backlog backlog = new Backlog(1, false);
        List<Chunk> chunks = added(backlog, 3, Backlog.MOST_BYTES / 2 - 100);
        assertThat(backlog.next()).isEqualTo(chunks.subList(0, 2));
        assertThat(backlog.next()).isEqualTo(chunks.subList(2, 3));
    }

    @Test
    void whatNobodyWantsStaysBehind() {
        Backlog backlog = new Backlog(1, false);
        List<Chunk> chunks = added(backlog, 2, 10);
        chunks.get(0).cancel(true);
        assertThat(backlog.next()).containsExactly(chunks.get(1));
        assertThat(backlog.next()).isEmpty();
    }
}
