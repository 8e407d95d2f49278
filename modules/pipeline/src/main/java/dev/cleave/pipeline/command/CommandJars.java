package dev.cleave.pipeline.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The class path of a {@link CommandJob}: its classes, and the files that its command is given. */
public final class CommandJars {

    private static final List<Class<?>> CLASSES = List.of(
            CommandFailedException.class,
            CommandFolder.class,
            CommandJob.class,
            CommandProcess.class,
            CommandProcess.Left.class,
            CommandProgram.class,
            CommandResult.class,
            CommandSpec.class,
            CommandText.class,
            FileGiver.class,
            Stragglers.class);
    private static final List<String> NAMELESS = List.of("CommandFolder$1", "CommandJob$1");
    /** The same jar has the same bytes whenever it is made. */
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private CommandJars() {}

    /** A jar with the job's classes, wherever they are loaded from here. */
    public static byte[] classes() {
        Map<String, byte[]> entries = new TreeMap<>();
        for (Class<?> each : CLASSES) {
            add(entries, each.getName());
        }
        for (String each : NAMELESS) {
            add(entries, CommandJob.class.getPackageName() + "." + each);
        }
        return jar(entries);
    }

    private static void add(Map<String, byte[]> entries, String name) {
        String entry = name.replace('.', '/') + ".class";
        try (InputStream in = CommandJars.class.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) {
                throw new IllegalStateException(entry + ": not on the class path (expected: beside CommandJars)");
            }
            entries.put(entry, in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * A jar with the files that a command is given.
     *
     * @param files their bytes by name
     */
    public static byte[] files(Map<String, byte[]> files) {
        Map<String, byte[]> entries = new TreeMap<>();
        files.forEach((name, bytes) -> entries.put(CommandJob.FILES + name, bytes));
        return jar(entries);
    }

    private static byte[] jar(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(LONG_AGO);
                jar.putNextEntry(entry);
                jar.write(each.getValue());
                jar.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
