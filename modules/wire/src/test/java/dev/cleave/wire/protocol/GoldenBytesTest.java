package dev.cleave.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every message, as other processes have sent them and will send them. {@code -Dupdate=true} writes them
 * anew: only right before the first release, or for a message that is new.
 */
class GoldenBytesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    record Sample(Kind<?> kind, String name) {

        Path file() {
            return GOLDEN.resolve(kind.name()).resolve(name + ".hex");
        }

        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Kind<?> kind : Kind.all()) {
            for (String name : kind.samples().keySet()) {
                samples.add(new Sample(kind, name));
            }
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageHasTheBytesItAlwaysHad(Sample sample) throws IOException {
        byte[] bytes = sample.kind().encoded(sample.name());
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(sample.file().getParent());
            Files.writeString(sample.file(), lines(bytes));
        }
        assertThat(lines(bytes)).isEqualTo(Files.readString(sample.file()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theBytesOfOldAreStillUnderstood(Sample sample) throws IOException {
        String text = Files.readString(sample.file()).replaceAll("\\s", "");
        Object message = sample.kind().decode().apply(HexFormat.of().parseHex(text));
        assertThat(message).isEqualTo(sample.kind().samples().get(sample.name()));
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.wire.protocol.Kind#all")
    void thereIsASampleOfEveryRecord(Kind<?> kind) {
        Set<Class<?>> sampled = new HashSet<>();
        Class<?> sealed = null;
        for (Object sample : kind.samples().values()) {
            sampled.add(sample.getClass());
            Class<?>[] faces = sample.getClass().getInterfaces();
            sealed = faces.length == 0 ? null : faces[0];
        }
        if (sealed != null) {
            assertThat(sampled).contains(sealed.getPermittedSubclasses());
        }
    }

    @Test
    void thereIsNoGoldenFileWithoutASample() throws IOException {
        List<Path> expected = samples().map(Sample::file).sorted().toList();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            assertThat(files.filter(Files::isRegularFile).sorted().toList()).isEqualTo(expected);
        }
    }

    private static String lines(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 96) {
            lines.append(hex, i, Math.min(hex.length(), i + 96)).append('\n');
        }
        return lines.toString();
    }
}
