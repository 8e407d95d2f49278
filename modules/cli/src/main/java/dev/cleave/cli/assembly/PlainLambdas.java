package dev.cleave.cli.assembly;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars so that an ahead-of-time cache can hold their lambdas.
 *
 * <p>Scala makes every lambda serializable, and Java those of interfaces that are. A cache holds linked call sites of plain
 * lambdas only, so that each JVM would spin some hundred classes anew for an actor system: a quarter of its start. Nobody
 * serializes functions here (Akka is told not to), so the copies have plain ones.
 */
public final class PlainLambdas {

    private PlainLambdas() {}

    /**
     * Copies jars.
     *
     * @param arguments the folder for the copies, a class path, and the beginnings of the names of the jars of it to copy
     * @throws IOException if a jar cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("arguments: " + Arrays.toString(arguments)
                    + " (expected: folder, class path, beginnings of names)");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<String> beginnings = Arrays.asList(arguments).subList(2, arguments.length);
        int lambdas = 0;
        for (String element : arguments[1].split(File.pathSeparator)) {
            Path jar = Path.of(element);
            String name = jar.getFileName().toString();
            if (beginnings.stream().anyMatch(name::startsWith)) {
                if (!Files.isRegularFile(jar)) {
                    throw new IOException("class path: " + jar + " (expected: a jar)");
                }
                lambdas += copy(jar, folder.resolve(name));
            }
        }
        if (lambdas == 0) {
            throw new IOException(
                    "class path: " + arguments[1] + " (expected: jars of " + beginnings + " with lambdas)");
        }
    }

    /**
     * Copies one jar.
     *
     * @return how many kinds of lambdas have become plain
     * @throws IOException if it cannot be read, or the copy not be written
     */
    static int copy(Path jar, Path to) throws IOException {
        int lambdas = 0;
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream copy = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class")) {
                    LambdaCallSites sites = LambdaCallSites.of(bytes);
                    lambdas += sites.serializable();
                    bytes = sites.madePlain();
                }
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTime(entry.getTime());
                copy.putNextEntry(same);
                copy.write(bytes);
                copy.closeEntry();
            }
        }
        return lambdas;
    }
}
