package dev.cleave.client.executor;

import dev.cleave.client.CleaveException;
import dev.cleave.wire.value.ValueCodec;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What has to be where tasks run: their classes, and those that run them. Close it to delete what was made for that. */
final class ClassPath implements AutoCloseable {

    private final List<Path> jars = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();

    private ClassPath() {}

    /**
     * Jars, and folders of classes, which are packed once.
     *
     * @param given where the tasks' classes are; all of this JVM's class path if empty
     */
    static ClassPath of(List<Path> given) {
        ClassPath path = new ClassPath();
        Set<Path> files = new LinkedHashSet<>();
        files.add(origin(CleaveExecutor.class));
        files.add(origin(ValueCodec.class));
        files.add(fory());
        files.addAll(given.isEmpty() ? own() : given);
        for (Path file : files) {
            path.jars.add(Files.isDirectory(file) ? path.packed(file) : file);
        }
        return path;
    }

    synchronized List<Path> jars() {
        return List.copyOf(jars);
    }

    private static List<Path> own() {
        List<Path> files = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isBlank() && Files.exists(Path.of(entry))) {
                files.add(Path.of(entry).toAbsolutePath());
            }
        }
        return files;
    }

    private static Path fory() {
        try {
            return origin(Class.forName("org.apache.fory.Fory"));
        } catch (ClassNotFoundException e) {
            throw CleaveException.invalid("class_path", "no org.apache.fory.Fory", "what cleave-wire depends on");
        }
    }

    private static Path origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw CleaveException.invalid("class_path", type.getName(), "a class loaded from a jar or a folder");
        }
    }

    private Path packed(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            return jar(zip -> {
                for (Path file : files) {
                    add(zip, folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            });
        } catch (IOException e) {
            throw CleaveException.invalid("class_path", folder + " (" + e + ")", "a folder that can be read");
        }
    }

    /** One more file that is found by its name wherever tasks run. */
    synchronized void add(String name, byte[] bytes) {
        try {
            jars.add(jar(zip -> add(zip, name, bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written to a jar. */
    @FunctionalInterface
    private interface Contents {
        void writeTo(ZipOutputStream zip) throws IOException;
    }

    private Path jar(Contents contents) throws IOException {
        Path jar = Files.createTempFile("cleave-tasks-", ".jar");
        synchronized (this) {
            made.add(jar);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            contents.writeTo(zip);
        }
        return jar;
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public synchronized void close() {
        for (Path file : made) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException leftBehind) {
                // The system clears its temporary files.
            }
        }
    }
}
