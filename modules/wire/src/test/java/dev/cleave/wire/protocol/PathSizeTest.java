package dev.cleave.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.KnownChild;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.path.Path;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathSizeTest {

    @Test
    void aDeepPathOfEqualSteppingIsAFewBytes() {
        int[] indexes = new int[1_000_000];
        Arrays.fill(indexes, 1);
        FromRunner message = failedAt(Path.of(indexes));
        byte[] bytes = RunnerCodec.encode(message);
        assertThat(bytes.length).isLessThan(100);
        assertThat(RunnerCodec.fromRunner(bytes)).isEqualTo(message);
    }

    @Test
    void aDeepPathOfAnySteppingIsAByteALevel() {
        FromRunner message = failedAt(randomPath(new Random(3), 16_384, 8));
        byte[] bytes = RunnerCodec.encode(message);
        assertThat(bytes.length).isLessThan(2 * 16_384 + 100);
        assertThat(RunnerCodec.fromRunner(bytes)).isEqualTo(message);
    }

    @Test
    void thousandsOfKnownChildrenFarDownFitIntoOneMessage() {
        Random random = new Random(4);
        int[] way = randomPath(random, 16_384, 8).toArray();
        List<KnownChild> known = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int[] path = Arrays.copyOf(way, i * 3 + 1);
            path[path.length - 1] = 9;
            known.add(new KnownChild(Path.of(path), random.nextLong() >>> 8, random.nextLong()));
        }
        List<KnownChild> some = known.subList(3_000, 5_000);
        ToNode grant = new ToNode.Grant(new Lease(Samples.ID, 1, 0, 1, Samples.INLINE, some, Lease.Care.NORMAL));
        byte[] bytes = ClusterCodec.encode(grant);
        assertThat(bytes.length).isLessThan(100_000);
        assertThat(ClusterCodec.toNode(bytes)).isEqualTo(grant);
    }

    @Test
    void fiveThousandKnownChildrenOfAWideTreeAreSmall() {
        Random random = new Random(5);
        List<KnownChild> known = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            known.add(new KnownChild(randomPath(random, 12, 8), random.nextLong() >>> 8, random.nextLong()));
        }
        known.sort((a, b) -> a.path().compareTo(b.path()));
        ToNode grant = new ToNode.Grant(new Lease(Samples.ID, 1, 0, 1, null, known, Lease.Care.NORMAL));
        byte[] bytes = ClusterCodec.encode(grant);
        assertThat(bytes.length).isLessThan(200_000);
        assertThat(ClusterCodec.toNode(bytes)).isEqualTo(grant);
    }

    @Test
    void textThatIsNotUnicodeIsMadeSo() {
        JobFailure odd = new JobFailure(Code.SOLVE_THREW, "/", "half a pair: \ud83d", "");
        FromRunner decoded = RunnerCodec.fromRunner(RunnerCodec.encode(new FromRunner.JobNotLoaded(odd)));
        assertThat(((FromRunner.JobNotLoaded) decoded).failure().message()).isEqualTo("half a pair: ?");
    }

    private static FromRunner failedAt(Path path) {
        return new FromRunner.LeaseFailed(Samples.ID, path, JobFailure.of(Code.DEPTH_EXCEEDED, "/", "x"));
    }

    private static Path randomPath(Random random, int length, int children) {
        return Path.of(random.ints(length, 0, children).toArray());
    }
}
