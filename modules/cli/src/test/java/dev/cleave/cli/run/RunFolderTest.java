package dev.cleave.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path parent;

    @Test
    void aTemporaryFolderGoesAwayWithAllThatIsInIt() throws IOException {
        Path path;
        try (RunFolder folder = RunFolder.open(Optional.empty())) {
            path = folder.path();
            Files.createDirectories(path.resolve("node-1/blobs"));
            Files.writeString(path.resolve("node-1/agent.log"), "text");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aTemporaryFolderStaysWhenItIsToBeKept() throws IOException {
        RunFolder folder = RunFolder.open(Optional.empty());
        folder.keep();
        folder.close();
        assertThat(folder.path()).isEmptyDirectory();
        Files.delete(folder.path());
    }

    @Test
    void aNamedFolderIsMadeAndStays() {
        try (RunFolder folder = RunFolder.open(Optional.of(parent.resolve("a/b")))) {
            assertThat(folder.isKept()).isTrue();
        }
        assertThat(parent.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void aFolderWithoutRoomIsRefusedByOneLine() {
        Path full = Path.of("/proc");
        assertThatThrownBy(() -> RunFolder.open(Optional.of(full)))
                .isInstanceOfSatisfying(CommandException.class, refused -> {
                    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(refused.line())
                            .startsWith("--dir: /proc: cannot be written (")
                            .doesNotContain("\n");
                });
    }
}
