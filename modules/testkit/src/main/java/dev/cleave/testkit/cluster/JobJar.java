package dev.cleave.testkit.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jar that a class is from; a folder of classes is packed into one. */
final class JobJar {

    private JobJar() {}

    /**
     * Finds or makes the jar.
     *
     * @param folder where to put it if it must be made
     */
    static Path of(Class<?> type, Path folder) throws IOException {
        Path source = source(type);
        if (Files.isRegularFile(source)) {
            return source;
        }
        Path jar = folder.resolve(type.getSimpleName() + ".jar");
        if (!Files.exists(jar)) {
            pack(source, jar);
        }
        return jar;
    }

    private static Path source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalArgumentException(type.getName() + " (expected: a class from a jar or a folder)");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(source.getLocation() + " (expected: a jar or a folder)", e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path from : files) {
                out.putNextEntry(new ZipEntry(classes.relativize(from).toString()));
                Files.copy(from, out);
                out.closeEntry();
            }
        }
    }
}
