package dev.cleave.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, of a POSIX shell. */
class CommandProcessTest {

    private static final FileGiver NOTHING = (name, file) -> {
        throw new IOException(name);
    };

    @TempDir
    Path folder;

    @Test
    void aCommandFindsItsFilesAndLeavesItsOutput() throws Exception {
        CommandSpec spec =
                new CommandSpec(List.of("sort", "-n", "in/1.txt"), Map.of(), List.of("in/1.txt"), List.of("in/1.txt"));
        CommandProcess.Left left =
                CommandProcess.run(spec, folder, (name, file) -> Files.writeString(file, "3\n1\n2\n"), () -> false);
        assertThat(left.output()).isEqualTo("1\n2\n3");
        assertThat(CommandResult.decode(left.read().encode()).files().get("in/1.txt"))
                .asString()
                .isEqualTo("3\n1\n2\n");
    }

    @Test
    void itsEnvironmentIsCleanButForWhatItIsGiven() throws Exception {
        CommandSpec spec = new CommandSpec(List.of("env"), Map.of("A", "b c"), List.of(), List.of());
        List<String> names = CommandProcess.run(spec, folder, NOTHING, () -> false)
                .output()
                .lines()
                .filter(line -> !line.matches("(_|SHLVL|PWD|OLDPWD)=.*"))
                .map(line -> line.replaceFirst("=.*", ""))
                .toList();
        assertThat(names).containsExactlyInAnyOrder("PATH", "HOME", "TMPDIR", "LANG", "A", "CLEAVE_COMMAND");
    }

    @Test
    void aFolderThatTheCommandLockedIsDeletedAllTheSame() throws Exception {
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-c", "mkdir d; echo 1 > d/f; chmod 500 d"), Map.of(), List.of(), List.of());
        Path place;
        try (CommandFolder made = CommandFolder.create()) {
            place = made.path();
            CommandProcess.run(spec, place, NOTHING, () -> false);
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void itHasNoInput() throws Exception {
        CommandSpec spec = new CommandSpec(List.of("cat"), Map.of(), List.of(), List.of());
        assertThat(CommandProcess.run(spec, folder, NOTHING, () -> false).output())
                .isEmpty();
    }

    @Test
    void aFailureHasTheExitCodeAndTheLastWords() {
        CommandFailedException failed = failure("echo first >&2; echo last >&2; exit 3");
        assertThat(failed.code()).isEqualTo("EXIT_CODE");
        assertThat(failed.line())
                .isEqualTo("sh -c echo first >&2; echo last >&2; exit 3 ended with exit code 3 (expected: 0);"
                        + " its last words:\nfirst\nlast");
    }

    @Test
    void aCommandThatThereIsNotSaysSo() {
        CommandFailedException failed = catchThrowableOfType(
                CommandFailedException.class,
                () -> CommandProcess.run(
                        new CommandSpec(List.of("no-such-command"), Map.of(), List.of(), List.of()),
                        folder,
                        NOTHING,
                        () -> false));
        assertThat(failed.line()).contains("no-such-command ended with exit code 127", "No such file");
    }

    @Test
    void aFileThatIsNotLeftIsAFailure() {
        CommandFailedException failed = failure("mkdir b", "a");
        assertThat(failed.code()).isEqualTo("OUTPUT");
        assertThat(failed.line()).isEqualTo("file a: not there (expected: that sh writes it)");
    }

    @Test
    void endlessOutputIsStopped() {
        CommandFailedException failed = failure("yes");
        assertThat(failed.code()).isEqualTo("OUTPUT");
        assertThat(failed.line()).contains("bytes (expected: at most 16777216");
    }

    @Test
    void whatACommandLeavesRunningEndsWithIt() throws Exception {
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-c", "sleep 600 & setsid sleep 601 & sleep 602 >/dev/null & echo $CLEAVE_COMMAND"),
                Map.of(),
                List.of(),
                List.of());
        String mark = CommandProcess.run(spec, folder, NOTHING, () -> false).output();
        assertNobodyHas(mark);
    }

    @Test
    void aCommandThatIsGivenUpEndsWithAllItHasStarted() {
        AtomicBoolean isCancelled = new AtomicBoolean();
        Path started = folder.resolve("started");
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-c", "sleep 600 & setsid sleep 601 & echo $CLEAVE_COMMAND > started; sleep 602"),
                Map.of(),
                List.of(),
                List.of());
        CancellationException givenUp = catchThrowableOfType(
                CancellationException.class,
                () -> CommandProcess.run(spec, folder, NOTHING, () -> {
                    isCancelled.compareAndSet(
                            false, Files.exists(started) && !read(started).isBlank());
                    return isCancelled.get();
                }));
        assertThat(givenUp).hasMessage("sh was given up");
        assertNobodyHas(read(started));
    }

    /** As where the process that runs it is killed: nobody is left to end it, but the pipe closes. */
    @Test
    void aCommandEndsWithTheProcessThatRunsIt() throws Exception {
        String mark = Stragglers.newMark();
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-c", "sleep 600 & echo up > started; sleep 602"), Map.of(), List.of(), List.of());
        Process process = new CommandProcess(spec, folder, () -> false).start(mark);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !read(folder.resolve("started")).isBlank());
        assertThat(Stragglers.marked(mark)).isNotEmpty();
        process.getOutputStream().close();
        assertNobodyHas(mark);
        assertThat(process.waitFor()).isEqualTo(137);
    }

    @Test
    void commandsAreTextAndBack() {
        CommandSpec spec = new CommandSpec(
                List.of("a", "", "ä\n"), Map.of("x", "1", "y", "=;"), List.of("in"), List.of("o/1", "o/2"));
        assertThat(CommandText.decode(CommandText.encode(spec))).isEqualTo(spec);
    }

    private static void assertNobodyHas(String mark) {
        assertThat(mark.strip()).hasSize(36);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Stragglers.marked(mark.strip()).isEmpty());
    }

    private CommandFailedException failure(String script, String... filesOut) {
        CommandSpec spec = new CommandSpec(List.of("sh", "-c", script), Map.of(), List.of(), List.of(filesOut));
        CommandFailedException failed = catchThrowableOfType(
                CommandFailedException.class, () -> CommandProcess.run(spec, folder, NOTHING, () -> false));
        assertThat(failed).isNotNull();
        return failed;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
