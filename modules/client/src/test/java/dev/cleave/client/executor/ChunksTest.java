package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChunksTest {

    private static final long WANTED = 1_000_000;

    @Test
    void automaticChunksBeginSmallAndGrowEightfoldAtMost() {
        assertThat(Chunks.auto().next(0, 0, WANTED)).isEqualTo(1);
        assertThat(Chunks.auto().next(1, 10, WANTED)).isEqualTo(8);
        assertThat(Chunks.auto().next(64, 10, WANTED)).isEqualTo(512);
        assertThat(Chunks.auto().next(1 << 20, 10, WANTED)).isEqualTo(8192);
    }

    @Test
    void automaticChunksTakeAboutTheTimeWanted() {
        assertThat(Chunks.auto().next(1000, 10_000, WANTED)).isEqualTo(100);
        assertThat(Chunks.auto().next(1000, 5 * WANTED, WANTED)).isEqualTo(1);
    }

    @Test
    void fixedChunksStayAsTheyAre() {
        assertThat(Chunks.of(7).next(3, 1_000, WANTED)).isEqualTo(7);
        assertThatThrownBy(() -> Chunks.of(0)).hasMessageContaining("chunks: 0 (expected: 1 or more)");
    }
}
