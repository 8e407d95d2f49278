package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.testkit.process.ProcessCensus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real command, started from the distribution that the build made, on the JDK that runs the tests. */
final class CleaveProcess implements AutoCloseable {

    static final Path COMMAND = Path.of("target", "cleave", "bin", "cleave").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration CLEAN_UP = Duration.ofSeconds(15);

    private static final List<String> HEEDING_CTRL_C = heedingCtrlC();

    private final Process process;
    private final Path out;
    private final Path err;
    private final ProcessCensus census;

    private CleaveProcess(Process process, Path out, Path err, ProcessCensus census) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.census = census;
    }

    /**
     * A prefix by which a command heeds SIGINT also where the build does not: shells let what they start in the background
     * ignore it, and so would every process below. Empty where the tool does not know how.
     */
    private static List<String> heedingCtrlC() {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /**
     * Starts a command.
     *
     * @param folder an empty folder: its working directory, and where its words are kept
     */
    static CleaveProcess start(Path folder, String... arguments) {
        return start(folder, Map.of(), arguments);
    }

    static CleaveProcess start(Path folder, Map<String, String> environment, String... arguments) {
        assertThat(COMMAND).as("made by the phase 'package'").isExecutable();
        try {
            Files.createDirectories(folder);
            Path out = Files.createTempFile(folder, "stdout-", ".txt");
            Path err = Files.createTempFile(folder, "stderr-", ".txt");
            List<String> command = new ArrayList<>(HEEDING_CTRL_C);
            command.add(COMMAND.toString());
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("CLEAVE_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            ProcessCensus census = ProcessCensus.from(folder);
            return new CleaveProcess(builder.start(), out, err, census);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end; no process of it may be left then. */
    static CleaveProcess run(Path folder, String... arguments) {
        try (CleaveProcess command = start(folder, arguments)) {
            command.awaitEnd();
            return command;
        }
    }

    /** Waits for the end of the command and of all processes that it started. */
    CleaveProcess awaitEnd() {
        awaitExit();
        assertNobodyIsLeft();
        return this;
    }

    /** Waits for the end of the command alone. */
    CleaveProcess awaitExit() {
        try {
            boolean ended = false;
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!ended && System.nanoTime() < until) {
                census.look();
                ended = process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            assertThat(ended).as("ended within %s:%n%s", PATIENCE, err()).isTrue();
            return this;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until nothing that the command started is alive. */
    void assertNobodyIsLeft() {
        assertThat(census.awaitNone(CLEAN_UP).stream().map(ProcessCensus::describe))
                .as("processes left behind")
                .isEmpty();
    }

    /** Waits until standard error holds some text. */
    CleaveProcess awaitErr(String text) {
        await().atMost(PATIENCE).alias(text).until(() -> {
            assertThat(process.isAlive() || err().contains(text))
                    .as("still runs:%n%s", err())
                    .isTrue();
            return err().contains(text);
        });
        census.look();
        return this;
    }

    int exitCode() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    ProcessCensus census() {
        return census;
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills what a failed test left. */
    @Override
    public void close() {
        process.destroyForcibly();
        census.killAll();
    }
}
