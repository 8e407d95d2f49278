package dev.cleave.cli.command;

import dev.cleave.api.Job;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Jobs of users, as the tests bring them: sources among the test resources, compiled into a jar. */
final class Jobs {

    private Jobs() {}

    /** The text of a source file of the tests. */
    static String source(String name) throws IOException {
        try (var file = Jobs.class.getResourceAsStream("/jobs/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource jobs/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A jar with the classes of a source file. */
    static Path jar(String name, Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve(name), source(name));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String api = Path.of(URI.create(Job.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-proc:none", "-cp", api, "-d", classes.toString(), source.toString());
        if (status != 0) {
            throw new IllegalStateException(name + " does not compile");
        }
        Path jar = folder.resolve(name.replace(".java", ".jar"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
        return jar;
    }

    /** The arguments of a command that runs a class of a jar. */
    static String[] run(Path jar, String jobClass, List<String> more) {
        return Stream.concat(Stream.of("run", "--jar", jar.toString(), jobClass), more.stream())
                .toArray(String[]::new);
    }
}
