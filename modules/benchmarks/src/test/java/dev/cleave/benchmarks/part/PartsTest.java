package dev.cleave.benchmarks.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.path.Path;
import dev.cleave.core.path.PathKey;
import dev.cleave.examples.NQueens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each part does what it says, once: measured is nothing here. */
class PartsTest {

    @Test
    void everyPartIsKnownToJmh() throws IOException {
        try (InputStream in = Objects.requireNonNull(Parts.class.getResourceAsStream("/META-INF/BenchmarkList"))) {
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            TreeSet<String> known = new TreeSet<>();
            for (String name : Parts.names()) {
                String type = name.substring(0, name.indexOf('.'));
                String method = name.substring(name.indexOf('.') + 1);
                assertThat(list).contains("dev.cleave.benchmarks.part." + type).contains(method);
                known.add(name);
            }
            assertThat(known).hasSize((int) list.lines().count());
        }
    }

    @Test
    void framesAreClaimedAndDelivered() throws Throwable {
        FramePart.Shared shared = new FramePart.Shared();
        shared.begin();
        FramePart part = new FramePart();
        assertThat(part.claim(shared)).isZero();
        assertThat(part.claimContended(shared)).isEqualTo(1);
        assertThat(part.claimAndDeliver()).isNotNull();
    }

    @Test
    void chainsAreAsLongAsTheySay() throws Exception {
        assertThat(new CapturePart().captureAndResume()).isEqualTo(200_000);
        assertThat(new CapturePart().plainLevels()).isEqualTo(300_000);
    }

    @Test
    void pathsAndKeysAgree() {
        PathPart part = new PathPart();
        assertThat(part.child().length()).isEqualTo(17);
        assertThat(part.then().length()).isEqualTo(20);
        assertThat(part.keyOfChild()).isEqualTo(PathKey.ROOT.descendant(part.child()));
        assertThat(part.keyOfDescendant()).isNotEqualTo(PathKey.ROOT.descendant(Path.EMPTY));
    }

    @Test
    void valuesComeBackAsTheyWere() throws Exception {
        CodecPart part = new CodecPart();
        assertThat(part.decodeProblem()).isEqualTo(new NQueens.Board(0x7bdf, 0x1234, 0x0421));
        assertThat(part.decodeResult()).isEqualTo(14_772_512L);
        assertThat(part.encodeProblem().bytes()).isNotEmpty();
        assertThat(part.encodeResult().bytes()).isNotEmpty();
    }

    @Test
    void leasesAreGrantedAndFinished() {
        CoordinationPart part = new CoordinationPart();
        assertThat(part.shedGrantFinish().counts().leases()).isEqualTo(1001);
        assertThat(part.heartbeat().hasEnded()).isFalse();
    }
}
