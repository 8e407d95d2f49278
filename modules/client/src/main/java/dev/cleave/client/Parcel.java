package dev.cleave.client;

import dev.cleave.wire.proto.jobs.v1.Blob;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files that go with a job, each named by its content; folders of classes as jars made for the purpose, which are
 * the same bytes for the same classes. Close it to delete those.
 */
final class Parcel implements AutoCloseable {

    private final Map<Blob, Path> files = new LinkedHashMap<>();
    private final List<Blob> classPath = new ArrayList<>();
    private final Map<String, Blob> data = new TreeMap<>();
    private final List<Path> made = new ArrayList<>();

    private Parcel() {}

    /**
     * What a job needs.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if a file cannot be read
     */
    static Parcel of(JobSubmission job) {
        Parcel parcel = new Parcel();
        try {
            for (Path file : job.classPath()) {
                parcel.classPath.add(
                        parcel.add("job.class_path", Files.isDirectory(file) ? parcel.packed(file) : file));
            }
            job.data().forEach((name, file) -> parcel.data.put(name, parcel.add("job.data." + name, file)));
            return parcel;
        } catch (RuntimeException e) {
            parcel.close();
            throw e;
        }
    }

    /**
     * What a pipeline needs.
     *
     * @throws CleaveException {@code INVALID_ARGUMENT} if a file cannot be read
     */
    static Parcel of(PipelineSubmission pipeline) {
        Parcel parcel = new Parcel();
        pipeline.files().forEach((name, file) -> parcel.data.put(name, parcel.add("pipeline.files." + name, file)));
        return parcel;
    }

    List<Blob> classPath() {
        return classPath;
    }

    Map<String, Blob> data() {
        return data;
    }

    Map<Blob, Path> files() {
        return files;
    }

    private Blob add(String field, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
            Blob blob = Blob.newBuilder()
                    .setSha256(HexFormat.of().formatHex(digest.digest()))
                    .setSize(size)
                    .build();
            files.put(blob, file);
            return blob;
        } catch (IOException e) {
            throw CleaveException.invalid(field, file + " (" + e + ")", "a file that can be read");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private Path packed(Path folder) {
        try {
            Path jar = Files.createTempFile("cleave-classes-", ".jar");
            made.add(jar);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.BEST_SPEED);
                for (Map.Entry<String, Path> each : contents(folder).entrySet()) {
                    ZipEntry entry = new ZipEntry(each.getKey());
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    Files.copy(each.getValue(), zip);
                    zip.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw CleaveException.invalid("job.class_path", folder + " (" + e + ")", "a folder that can be read");
        }
    }

    private static TreeMap<String, Path> contents(Path folder) throws IOException {
        TreeMap<String, Path> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file ->
                            contents.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return contents;
    }

    @Override
    public void close() {
        for (Path file : made) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException leftBehind) {
                // The system clears its temporary files.
            }
        }
    }
}
