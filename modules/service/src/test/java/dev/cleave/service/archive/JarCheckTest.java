package dev.cleave.service.archive;

import static dev.cleave.service.archive.ArchiveFault.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A corpus of bad archives, made byte by byte, each refused for what is wrong with it; and good ones, taken. */
class JarCheckTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(4 << 20, 20, 8 << 20, 100, 2);
    private static final String CLASS = "a/B.class";

    @TempDir
    Path folder;

    static Stream<Arguments> corpus() {
        Map<String, Object[]> bad = new LinkedHashMap<>();
        bad.put("nothing", raw(NOT_AN_ARCHIVE, new byte[0]));
        bad.put(
                "text",
                raw(NOT_AN_ARCHIVE, "this is no jar, only some text of a few words".getBytes(StandardCharsets.UTF_8)));
        bad.put("parent", entry(PARENT_PATH, "../evil", e -> {}));
        bad.put("parent inside", entry(PARENT_PATH, "a/../../evil", e -> {}));
        bad.put("absolute", entry(ABSOLUTE_PATH, "/etc/evil", e -> {}));
        bad.put("drive", entry(ABSOLUTE_PATH, "C:/evil", e -> {}));
        bad.put("backslash", entry(BAD_NAME, "a\\b", e -> {}));
        bad.put("parent with backslashes", entry(BAD_NAME, "..\\..\\evil", e -> {}));
        bad.put("nul", entry(BAD_NAME, "a\0.class", e -> {}));
        bad.put("empty part", entry(BAD_NAME, "a//b", e -> {}));
        bad.put("dot part", entry(BAD_NAME, "a/./b", e -> {}));
        bad.put("empty name", entry(BAD_NAME, "", e -> {}));
        bad.put("not UTF-8", entry(BAD_NAME, "a", e -> e.name = e.localName = new byte[] {'a', (byte) 0xff}));
        bad.put("long name", entry(BAD_NAME, "a".repeat(5000), e -> {}));
        bad.put("symlink", entry(SYMBOLIC_LINK, "link", e -> e.mode = 0xa1ff));
        bad.put("device", entry(HEADERS_DISAGREE, "device", e -> e.mode = 0x21ff));
        bad.put("encrypted", entry(ENCRYPTED, CLASS, e -> e.flags = e.localFlags = 1));
        bad.put("strongly encrypted", entry(ENCRYPTED, CLASS, e -> e.flags = e.localFlags = 1 << 6));
        bad.put("method", entry(UNKNOWN_METHOD, CLASS, e -> e.method = 12));
        bad.put("wrong CRC", entry(WRONG_CRC, CLASS, e -> e.crc = e.localCrc = 1));
        bad.put("CRC differs", entry(HEADERS_DISAGREE, CLASS, e -> e.localCrc = 1));
        bad.put("size differs", entry(HEADERS_DISAGREE, CLASS, e -> e.localSize++));
        bad.put("compressed size differs", entry(HEADERS_DISAGREE, CLASS, e -> e.localCompressed--));
        bad.put("flags differ", entry(HEADERS_DISAGREE, CLASS, e -> e.localFlags ^= 2));
        bad.put(
                "name differs",
                entry(HEADERS_DISAGREE, CLASS, e -> e.localName = "a/C.class".getBytes(StandardCharsets.UTF_8)));
        bad.put("smaller than said", entry(WRONG_SIZE, CLASS, e -> e.size = e.localSize = e.size + 1));
        bad.put("larger than said", entry(WRONG_SIZE, CLASS, e -> e.size = e.localSize = e.size - 1));
        bad.put("stored, sizes differ", zip(WRONG_SIZE, "s", z -> z.add("s", new byte[9], false).size = 8));
        bad.put("folder with content", zip(WRONG_SIZE, "f/", z -> z.add("f/", new byte[9], false)));
        bad.put("garbage for data", entry(BAD_DATA, CLASS, e -> Arrays.fill(e.data, (byte) 0xff)));
        bad.put("data does not end", entry(BAD_DATA, CLASS, e -> {
            e.data = Arrays.copyOf(e.data, e.data.length - 1);
            e.compressed = e.localCompressed = e.data.length;
        }));
        bad.put("data after its end", entry(BAD_DATA, CLASS, e -> {
            e.data = Arrays.copyOf(e.data, e.data.length + 3);
            e.compressed = e.localCompressed = e.data.length;
        }));
        bad.put("twice", zip(DUPLICATE_NAME, CLASS, z -> z.add(CLASS, new byte[3], false)));
        bad.put("file and folder", zip(DUPLICATE_NAME, CLASS + "/", z -> z.add(CLASS + "/", new byte[0], false)));
        bad.put("overlapping", zip(BAD_LAYOUT, "c", z -> z.add("c", new byte[3], false).offset = 0));
        bad.put("gap", zip(BAD_LAYOUT, "c", z -> z.add("c", new byte[3], false).before = new byte[1]));
        bad.put(
                "hidden entry",
                zip(
                        BAD_LAYOUT,
                        "c",
                        z -> z.add("c", new byte[3], false).before =
                                ZipBytes.of("hidden", "x").bytes()));
        bad.put(
                "prefix",
                zip(BAD_LAYOUT, CLASS, z -> z.entries.get(0).before = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)));
        bad.put(
                "prefix, offsets without",
                zip(
                        BAD_LAYOUT,
                        "",
                        z -> z.last = bytes -> {
                            byte[] longer = new byte[bytes.length + 7];
                            System.arraycopy(bytes, 0, longer, 7, bytes.length);
                            return longer;
                        }));
        bad.put("gap before directory", zip(BAD_LAYOUT, "", z -> z.beforeDirectory = new byte[5]));
        bad.put("gap after directory", zip(BAD_LAYOUT, "", z -> z.afterDirectory = new byte[5]));
        bad.put("trailing bytes", zip(BAD_LAYOUT, "", z -> z.trailing = new byte[5]));
        bad.put(
                "end record in comment",
                zip(
                        BAD_LAYOUT,
                        "",
                        z -> z.comment = ZipBytes.le(30).putInt(0x06054b50).array()));
        bad.put("more entries said", zip(HEADERS_DISAGREE, "", z -> z.count = 2));
        bad.put("fewer entries said", zip(HEADERS_DISAGREE, "", z -> z.count = 0));
        bad.put("zip64 count", zip(ZIP64, "", z -> z.count = 0xffff));
        bad.put(
                "zip64 locator",
                zip(
                        ZIP64,
                        "",
                        z -> z.afterDirectory =
                                ZipBytes.le(20).putInt(0x07064b50).array()));
        bad.put("zip64 size", entry(ZIP64, CLASS, e -> e.size = 0xffff_ffffL));
        bad.put("zip64 field", entry(ZIP64, CLASS, e -> e.extra = field(1, 8)));
        bad.put("zip64 field, local", entry(ZIP64, CLASS, e -> e.localExtra = field(1, 8)));
        bad.put("second name", entry(BAD_NAME, CLASS, e -> e.extra = field(0x7075, 9)));
        bad.put("extra field too long", entry(BAD_EXTRA_FIELD, CLASS, e -> e.extra = Arrays.copyOf(field(7, 9), 10)));
        bad.put("extra field cut", entry(BAD_EXTRA_FIELD, CLASS, e -> e.localExtra = new byte[3]));
        bad.put("offset beyond", entry(BAD_LAYOUT, CLASS, e -> e.offset = 1 << 20));
        bad.put("descriptor missing", entry(HEADERS_DISAGREE, CLASS, e -> e.flags = e.localFlags = 1 << 3));
        bad.put("descriptor differs", entry(HEADERS_DISAGREE, CLASS, e -> {
            e.flags = e.localFlags = 1 << 3;
            e.after = ZipBytes.le(16)
                    .putInt(0x08074b50)
                    .putInt((int) e.crc)
                    .putInt((int) e.compressed)
                    .putInt(99)
                    .array();
        }));
        bad.put("too many entries", zip(TOO_MANY_ENTRIES, "", z -> {
            for (int i = 0; i < 20; i++) {
                z.add("f" + i, new byte[1], false);
            }
        }));
        bad.put("large", zip(TOO_LARGE, "", z -> z.add("large", new byte[5 << 20], false)));
        bad.put("large expanded", zip(TOO_LARGE_EXPANDED, "z9", z -> {
            for (int i = 0; i < 10; i++) {
                z.add("z" + i, new byte[900_000], true);
            }
        }));
        bad.put("ratio", zip(TOO_HIGH_RATIO, "zeros", z -> z.add("zeros", new byte[4 << 20], true)));
        bad.put("ratio, lied about", zip(WRONG_SIZE, "zeros", z -> {
            ZipBytes.Entry zeros = z.add("zeros", new byte[4 << 20], true);
            zeros.size = zeros.localSize = 100;
        }));
        bad.put("nested too deep", zip(NESTED_TOO_DEEP, "in.jar!/in.jar", z -> z.add("in.jar", nested(2), true)));
        bad.put("nested bomb", zip(TOO_LARGE_EXPANDED, "in.jar!/zeros", z -> {
            ZipBytes inner = new ZipBytes();
            inner.add("zeros", new byte[9 << 20], true);
            z.add("in.jar", inner.bytes(), false);
        }));
        bad.put("nested entries", zip(TOO_MANY_ENTRIES, "in.jar!/f18", z -> {
            ZipBytes inner = new ZipBytes();
            for (int i = 0; i < 30; i++) {
                inner.add("f" + i, new byte[1], true);
            }
            z.add("in.jar", inner.bytes(), false);
        }));
        return bad.entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void badArchivesAreRefused(String what, ArchiveFault fault, String entry, byte[] bytes) throws IOException {
        Path jar = Files.write(folder.resolve("bad.jar"), bytes);
        assertThatThrownBy(() -> new JarCheck(SMALL).check(jar))
                .isInstanceOfSatisfying(ArchiveRefused.class, refused -> {
                    assertThat(refused.fault()).as(refused.getMessage()).isEqualTo(fault);
                    if (!entry.equals("*")) {
                        assertThat(refused.entry()).isEqualTo(entry);
                    }
                    assertThat(refused.given()).isNotEmpty();
                    assertThat(refused.expected()).isNotEmpty();
                });
    }

    @Test
    void everyPrefixOfAJarIsRefused() throws IOException {
        byte[] whole = ZipBytes.of(CLASS, "some content of a class file").bytes();
        Path jar = folder.resolve("cut.jar");
        for (int length = 0; length < whole.length; length++) {
            Files.write(jar, Arrays.copyOf(whole, length));
            int cut = length;
            assertThatThrownBy(() -> new JarCheck(SMALL).check(jar))
                    .as("cut to %d bytes", cut)
                    .isInstanceOf(ArchiveRefused.class);
        }
    }

    @Test
    void aGoodArchiveIsTaken() throws Exception {
        ZipBytes zip = ZipBytes.of(CLASS, "content");
        zip.add("a/", new byte[0], false).mode = 0x41ed;
        zip.add("stored", new byte[] {1, 2, 3}, false).mode = 0x81a4;
        zip.add("broken.zip", "PK\3\4 and then nothing of the kind".getBytes(StandardCharsets.UTF_8), true);
        ZipBytes.Entry later = zip.add("later", "sizes after the data".getBytes(StandardCharsets.UTF_8), true);
        later.flags = later.localFlags = 1 << 3;
        later.localCrc = later.localCompressed = later.localSize = 0;
        later.after = ZipBytes.le(12)
                .putInt((int) later.crc)
                .putInt((int) later.compressed)
                .putInt((int) later.size)
                .array();
        zip.comment = "made by hand".getBytes(StandardCharsets.UTF_8);
        Path jar = Files.write(folder.resolve("good.jar"), zip.bytes());
        assertThat(new JarCheck(SMALL).check(jar))
                .extracting(ArchiveEntry::name)
                .containsExactly(CLASS, "a/", "stored", "broken.zip", "later");
    }

    @Test
    void theJarsOfTheClassPathAreTaken() {
        JarCheck check = new JarCheck(ArchiveLimits.DEFAULT);
        Path[] jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .map(Path::of)
                .toArray(Path[]::new);
        assumeTrue(jars.length > 0);
        for (Path jar : jars) {
            assertThatCode(() -> check.check(jar)).as(jar.toString()).doesNotThrowAnyException();
        }
    }

    private static byte[] nested(int depth) {
        ZipBytes zip = new ZipBytes();
        if (depth == 0) {
            zip.add("leaf", new byte[10], true);
        } else {
            zip.add("in.jar", nested(depth - 1), true);
        }
        return zip.bytes();
    }

    private static byte[] field(int id, int size) {
        return ZipBytes.le(4 + size).putShort((short) id).putShort((short) size).array();
    }

    private static Object[] raw(ArchiveFault fault, byte[] bytes) {
        return new Object[] {fault, "", bytes};
    }

    private static Object[] entry(ArchiveFault fault, String name, Consumer<ZipBytes.Entry> change) {
        ZipBytes zip = ZipBytes.of(name, "the content of a class, long enough to be deflated deflated deflated");
        change.accept(zip.entries.get(0));
        return new Object[] {fault, fault == BAD_NAME ? "*" : name, zip.bytes()};
    }

    private static Object[] zip(ArchiveFault fault, String entry, Consumer<ZipBytes> change) {
        ZipBytes zip = ZipBytes.of(CLASS, "content");
        change.accept(zip);
        return new Object[] {fault, entry, zip.bytes()};
    }
}
