package dev.cleave.runner.launch;

import dev.cleave.api.Job;
import dev.cleave.core.job.JobSpec;
import dev.cleave.engine.Engine;
import dev.cleave.runner.RunnerMain;
import dev.cleave.wire.value.ValueCodec;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line that launches a runner.
 *
 * @param java the program {@code java}
 * @param classPath the jars that the runner itself needs; the job's jars come later, over the socket
 * @param jvmOptions the job's options for the JVM, such as {@code -Xmx512m}
 * @param nice how much to stand back behind other processes, 0 to 19; 0 not at all
 * @param archive a class data archive that makes the start faster, or null
 */
public record RunnerCommand(
        Path java,
        List<Path> classPath,
        List<String> jvmOptions,
        int nice,
        @Nullable Path archive) {

    /** How much a runner stands back so that its node's heartbeats are on time. */
    public static final int DEFAULT_NICE = 10;

    /** What newer JVMs must be told so that Fory may work; older ones do not know it. */
    private static final List<String> FLAGS_SINCE_24 =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final List<String> FLAGS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    private static final Path JAVA_OF_THIS_PROCESS = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path NICE = Path.of("/usr/bin/nice");

    /** A runner on the JVM and from the jars of this process, with their archive, standing back, without options of a job. */
    public static RunnerCommand ofThisProcess() {
        return new RunnerCommand(
                JAVA_OF_THIS_PROCESS, leanClassPath(), List.of(), DEFAULT_NICE, ClassArchives.ofRunner());
    }

    /** The same with other options of a job. */
    public RunnerCommand withJvmOptions(List<String> options) {
        return new RunnerCommand(java, classPath, options, nice, archive);
    }

    /** The same with another niceness. */
    public RunnerCommand withNice(int other) {
        return new RunnerCommand(java, classPath, jvmOptions, other, archive);
    }

    /** The same with a class data archive. */
    public RunnerCommand withArchive(@Nullable Path other) {
        return new RunnerCommand(java, classPath, jvmOptions, nice, other);
    }

    /**
     * The words of the command.
     *
     * @param socket where the runner is to connect
     */
    public List<String> toWords(Path socket) {
        List<String> words = new ArrayList<>();
        if (nice > 0 && Files.isExecutable(NICE)) {
            words.addAll(List.of(NICE.toString(), "-n", String.valueOf(nice)));
        }
        words.add(java.toString());
        addVersionFlags(words);
        words.addAll(FLAGS);
        if (!ClassArchives.isChosenBy(jvmOptions)) {
            words.addAll(ClassArchives.options(archive));
        }
        words.addAll(jvmOptions);
        words.add("-cp");
        words.add(joined(classPath));
        words.add(RunnerMain.class.getName());
        words.add(socket.toString());
        return words;
    }

    /** A JVM of unknown version must pass over what it does not know; but then it passes over a job's mistakes too. */
    private void addVersionFlags(List<String> words) {
        if (!java.equals(JAVA_OF_THIS_PROCESS)) {
            words.add("-XX:+IgnoreUnrecognizedVMOptions");
            words.addAll(FLAGS_SINCE_24);
        } else if (Runtime.version().feature() >= 24) {
            words.addAll(FLAGS_SINCE_24);
        }
    }

    private static String joined(List<Path> classPath) {
        StringBuilder text = new StringBuilder();
        for (Path jar : classPath) {
            text.append(text.isEmpty() ? "" : File.pathSeparator).append(jar);
        }
        return text.toString();
    }

    /** Where the classes that a runner needs were loaded from in this process; no more than those. */
    private static List<Path> leanClassPath() {
        Set<Path> jars = new LinkedHashSet<>();
        for (Class<?> type : List.of(RunnerMain.class, Engine.class, ValueCodec.class, JobSpec.class, Job.class)) {
            jars.add(home(type));
        }
        for (String name : List.of(
                "com.google.protobuf.MessageLite", "org.apache.fory.Fory", "org.jspecify.annotations.NullMarked")) {
            try {
                jars.add(home(Class.forName(name, false, RunnerCommand.class.getClassLoader())));
            } catch (ClassNotFoundException missing) {
                throw new IllegalStateException("class path of a runner: " + name + " is missing", missing);
            }
        }
        return List.copyOf(jars);
    }

    private static Path home(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("where is " + type + "? " + source, impossible);
        }
    }
}
