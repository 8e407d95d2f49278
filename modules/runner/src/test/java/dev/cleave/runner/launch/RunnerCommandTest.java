package dev.cleave.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.runner.remains.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerCommandTest {

    @Test
    void theCommandHasTheFlagsTheJobsOptionsAndTheSocketInOrder() {
        RunnerCommand command = new RunnerCommand(
                Path.of("/jdk/bin/java"), List.of(Path.of("/a.jar"), Path.of("/b.jar")), List.of("-Xmx1g"), 0, null);
        List<String> words = command.toWords(Path.of("/run/s"));
        assertThat(words).startsWith("/jdk/bin/java", "-XX:+IgnoreUnrecognizedVMOptions");
        assertThat(words).contains("-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow");
        assertThat(words).endsWith("-Xmx1g", "-cp", "/a.jar:/b.jar", "dev.cleave.runner.RunnerMain", "/run/s");
        assertThat(command.withArchive(Path.of("/r.jsa")).toWords(Path.of("/run/s")))
                .contains("-XX:SharedArchiveFile=/r.jsa");
        assertThat(command.withArchive(Path.of("/r.aot")).toWords(Path.of("/run/s")))
                .contains("-XX:AOTCache=/r.aot");
    }

    @Test
    void aJobThatChoosesAnArchiveIsNotContradicted() {
        assertThat(RunnerCommand.ofThisProcess()
                        .withArchive(Path.of("/r.aot"))
                        .withJvmOptions(List.of("-Xshare:off"))
                        .toWords(Path.of("s")))
                .contains("-Xshare:off")
                .doesNotContain("-XX:AOTCache=/r.aot");
    }

    @Test
    void theJobsOptionsComeAfterTheFlagsSoThatTheyWin() {
        List<String> words = RunnerCommand.ofThisProcess()
                .withJvmOptions(List.of("-Dfile.encoding=ISO-8859-1"))
                .toWords(Path.of("s"));
        assertThat(words.lastIndexOf("-Dfile.encoding=ISO-8859-1"))
                .isGreaterThan(words.indexOf("-Dfile.encoding=UTF-8"));
    }

    @Test
    void aMistakeInTheJobsOptionsIsNotPassedOverOnTheSameJvm() {
        List<String> words = RunnerCommand.ofThisProcess().toWords(Path.of("s"));
        assertThat(words).doesNotContain("-XX:+IgnoreUnrecognizedVMOptions");
        assertThat(words.contains("--sun-misc-unsafe-memory-access=allow"))
                .isEqualTo(Runtime.version().feature() >= 24);
    }

    @Test
    void theClassPathIsLean() {
        List<String> names = RunnerCommand.ofThisProcess().classPath().stream()
                .map(Path::toString)
                .toList();
        assertThat(names).hasSize(8).noneMatch(name -> name.contains("akka") || name.contains("logback"));
    }

    @Test
    void anExitStatusIsSaidInWords() {
        assertThat(ExitStatus.describe(137)).isEqualTo("killed (signal 9)");
        assertThat(ExitStatus.describe(3)).isEqualTo("out of memory (exit status 3)");
        assertThat(ExitStatus.describe(42)).isEqualTo("the process ended (exit status 42)");
    }
}
