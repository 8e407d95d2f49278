package dev.cleave.service.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars with bytes changed: whatever is taken, both of the JDK's readers see exactly as the check saw it. */
class JarFuzzTest {
    private static final int RUNS = Integer.getInteger("fuzz", 400);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    @TempDir
    Path folder;

    @Test
    void whatIsTakenIsReadByTheJdkAsItWasChecked() throws IOException {
        List<byte[]> good = List.of(byJdk(), byHand());
        JarCheck check = new JarCheck(new ArchiveLimits(1 << 20, 100, 1 << 20, 100, 3));
        Path jar = folder.resolve("changed.jar");
        int taken = 0;
        for (long seed = SEED; seed < SEED + RUNS * 5L; seed++) {
            Random random = new Random(seed);
            byte[] bytes = good.get(random.nextInt(good.size())).clone();
            change(bytes, random);
            Files.write(jar, bytes);
            try {
                List<ArchiveEntry> entries = check.check(jar);
                taken++;
                sameToJarFile(jar, entries, seed);
                sameToStream(jar, entries, seed);
            } catch (ArchiveRefused refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        // Times and attributes may change without harm; else nearly all must be noticed.
        assertThat(taken).isBetween(1, (int) (RUNS * 5L / 2));
    }

    private static void change(byte[] bytes, Random random) {
        int changes = 1 + random.nextInt(3);
        // Half of them at the end, where the directory is.
        int from = random.nextBoolean() ? 0 : Math.max(0, bytes.length - 400);
        for (int i = 0; i < changes; i++) {
            int at = from + random.nextInt(bytes.length - from);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
        }
    }

    private static void sameToJarFile(Path jar, List<ArchiveEntry> checked, long seed) throws IOException {
        Map<String, ArchiveEntry> byName = new LinkedHashMap<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                try (InputStream in = file.getInputStream(entry)) {
                    byName.put(entry.getName(), read(entry.getName(), in));
                }
            }
        }
        assertThat(byName.values()).as("seed %d, JarFile", seed).containsExactlyInAnyOrderElementsOf(checked);
    }

    private static void sameToStream(Path jar, List<ArchiveEntry> checked, long seed) throws IOException {
        Map<String, ArchiveEntry> byName = new LinkedHashMap<>();
        try (var zip = new java.util.zip.ZipInputStream(Files.newInputStream(jar))) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                byName.put(entry.getName(), read(entry.getName(), zip));
            }
        }
        assertThat(byName.values()).as("seed %d, stream", seed).containsExactlyInAnyOrderElementsOf(checked);
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar), false)) {
            assertThat(in.getNextJarEntry()).as("seed %d", seed).isNotNull();
        }
    }

    private static ArchiveEntry read(String name, InputStream in) throws IOException {
        byte[] content = in.readAllBytes();
        CRC32 crc = new CRC32();
        crc.update(content);
        return new ArchiveEntry(name, content.length, crc.getValue());
    }

    private static byte[] byJdk() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (String name : List.of("META-INF/", "META-INF/MANIFEST.MF", "a/", "a/B.class", "a/ü.txt")) {
                out.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    out.write(("the content of " + name + ", " + name).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] byHand() {
        ZipBytes zip = ZipBytes.of("a/B.class", "some content");
        zip.add("c", "stored content".getBytes(StandardCharsets.UTF_8), false);
        zip.comment = "a comment".getBytes(StandardCharsets.UTF_8);
        return zip.bytes();
    }
}
