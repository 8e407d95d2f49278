package dev.cleave.wire.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.lease.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFolderTest {

    @TempDir
    Path folder;

    private BlobFolder blobs;
    private final byte[] large = new byte[200_000];

    @BeforeEach
    void open() throws IOException {
        blobs = BlobFolder.in(folder.resolve("blobs"));
        new Random(1).nextBytes(large);
    }

    @Test
    void smallPayloadsTravelInside() throws IOException {
        byte[] most = new byte[Payloads.MOST_INLINE_BYTES];
        assertThat(Payloads.of(most, blobs)).isEqualTo(new Payload.Inline(most));
        assertThat(Payloads.bytes(new Payload.Inline(most), blobs)).isEqualTo(most);
        assertThat(blobs.path()).isEmptyDirectory();
    }

    @Test
    void largePayloadsAreFilesNamedByTheirContent() throws IOException {
        Payload payload = Payloads.of(large, blobs);
        assertThat(payload).isEqualTo(new Payload.Blob(Sha256.hex(large), large.length));
        assertThat(Payloads.bytes(payload, blobs)).isEqualTo(large);
        assertThat(Payloads.of(large, blobs)).isEqualTo(payload);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void theNameIsTheSha256() throws IOException {
        assertThat(blobs.put("abc".getBytes()).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aFileIsKeptAsACopy() throws IOException {
        Path jar = Files.write(folder.resolve("a.jar"), large);
        Payload.Blob blob = blobs.putFile(jar);
        assertThat(blob).isEqualTo(new Payload.Blob(Sha256.hex(large), large.length));
        assertThat(blobs.file(blob)).hasBinaryContent(large);
    }

    @Test
    void aBlobThatArrivesInPartsAppearsWhenItIsWhole() throws IOException {
        Payload.Blob blob = new Payload.Blob(Sha256.hex(large), large.length);
        try (IncomingBlob incoming = blobs.receive(blob)) {
            for (int at = 0; at < large.length; at += 65_536) {
                assertThat(blobs.has(blob)).isFalse();
                byte[] part = Arrays.copyOfRange(large, at, Math.min(large.length, at + 65_536));
                assertThat(incoming.add(at + 1L, part))
                        .as("a part that comes too early")
                        .isFalse();
                assertThat(incoming.add(at, part)).isEqualTo(at + part.length == large.length);
                assertThat(incoming.add(0, part)).as("a part that comes again").isFalse();
            }
        }
        assertThat(blobs.read(blob)).isEqualTo(large);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void contentThatDoesNotHaveItsNameIsRefused() throws IOException {
        Payload.Blob blob = new Payload.Blob("ab".repeat(32), 3);
        try (IncomingBlob incoming = blobs.receive(blob)) {
            assertThatThrownBy(() -> incoming.add(0, new byte[4]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 3 bytes");
            assertThatThrownBy(() -> incoming.add(0, new byte[3]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its content is 709e80c8");
        }
        assertThat(blobs.has(blob)).isFalse();
        assertThat(files()).isZero();
    }

    @Test
    void partsAreReadFromAnywhere() throws IOException {
        Payload.Blob blob = blobs.put(large);
        assertThat(blobs.readPart(blob, 199_990, 100)).isEqualTo(Arrays.copyOfRange(large, 199_990, 200_000));
        assertThat(blobs.readPart(blob, 5, 10)).isEqualTo(Arrays.copyOfRange(large, 5, 15));
        assertThat(blobs.readPart(blob, 300_000, 10)).isEmpty();
    }

    @Test
    void whatIsNotThereOrNotABlobIsRefused() {
        Payload.Blob missing = new Payload.Blob("cd".repeat(32), 5);
        assertThatThrownBy(() -> blobs.read(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> blobs.file(new Payload.Blob("../../etc/passwd", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 64 lower-case hexadecimal digits");
    }

    @Test
    void aBlobThatWasCutShortIsNotRead() throws IOException {
        Payload.Blob blob = blobs.put(large);
        Files.write(blobs.file(blob), new byte[10]);
        assertThat(blobs.has(blob)).isFalse();
        assertThatThrownBy(() -> blobs.read(blob)).hasMessageContaining("10 bytes (expected: 200000)");
        blobs.put(large);
        assertThat(blobs.read(blob)).isEqualTo(large);
        blobs.delete(blob);
        assertThat(blobs.has(blob)).isFalse();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(blobs.path())) {
            return files.count();
        }
    }
}
