package dev.cleave.cluster.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Payload;
import dev.cleave.wire.blob.BlobFolder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobPullsTest {

    private record Request(Payload.Blob blob, long offset, int length) {}

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private BlobFolder there;
    private BlobFolder here;
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final BlobPulls pulls =
            new BlobPulls((blob, offset, length) -> requests.add(new Request(blob, offset, length)));

    @BeforeEach
    void makeFolders() throws Exception {
        there = BlobFolder.in(folder.resolve("there"));
        here = BlobFolder.in(folder.resolve("here"));
    }

    private Payload.Blob blob(int size, long seed) throws Exception {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return there.put(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void blobsArriveWholeThoughPartsAreLostAndDoubled(long seed) throws Exception {
        Random random = new Random(seed);
        List<Payload.Blob> blobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Payload.Blob blob = blob(random.nextInt(2_000_000), seed * 10 + i);
            blobs.add(blob);
            pulls.pull(blob, here, failure -> done.add(String.valueOf(failure)), 0);
        }
        long now = 0;
        while (done.size() < 5) {
            Request request = requests.poll();
            if (request == null) {
                now += SECOND;
                pulls.tick(now);
                continue;
            }
            int times = random.nextInt(6) == 0 ? 0 : random.nextInt(6) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                pulls.part(
                        request.blob(),
                        request.offset(),
                        there.readPart(request.blob(), request.offset(), request.length()),
                        now);
            }
        }
        assertThat(done).as("seed " + seed).containsOnly("null");
        for (Payload.Blob blob : blobs) {
            assertThat(here.read(blob)).isEqualTo(there.read(blob));
        }
        assertThat(pulls.isIdle()).isTrue();
    }

    @Test
    void noMoreThanAFewPartsAreOnTheirWay() throws Exception {
        for (int i = 0; i < 10; i++) {
            pulls.pull(blob(4 << 20, i), here, failure -> {}, 0);
        }
        assertThat(requests).hasSize(8);
    }

    @Test
    void aMissingBlobIsToldToAllWhoWait() throws Exception {
        Payload.Blob blob = blob(200_000, 1);
        pulls.pull(blob, here, failure -> done.add("a " + failure), 0);
        pulls.pull(blob, here, failure -> done.add("b " + failure), 0);
        pulls.missing(blob, 0);
        assertThat(done).hasSize(2).allMatch(line -> line.endsWith("is not there any more"));
    }

    @Test
    void contentThatDoesNotFitItsNameIsRefused() throws Exception {
        Payload.Blob blob = blob(100, 1);
        pulls.pull(blob, here, failure -> done.add(String.valueOf(failure)), 0);
        pulls.part(blob, 0, new byte[100], 0);
        assertThat(done).singleElement().asString().contains("its content is");
        assertThat(here.has(blob)).isFalse();
    }
}
