package dev.cleave.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as Maven leaves it, somewhere else on the machine. */
class DistributionIT {
    @TempDir
    Path folder;

    @Test
    void aJobRunsOnNodesOfTheDistributionWithAndWithoutArchives() throws Exception {
        Path distribution = copy(Shell.ROOT.resolve("modules/cli/target/cleave"), folder.resolve("cleave"));
        Map<String, String> environment =
                Map.of("CLEAVE_JAVA_HOME", System.getProperty("java.home"), "PATH", "/usr/bin:/bin");
        List<String> run = List.of(
                distribution + "/bin/cleave", "run", "nqueens", "-p", "n=8", "--nodes", "1", "--timeout", "100s");

        Shell.Ended first = Shell.run(environment, folder, run);
        assertThat(first.output()).as(first.errors()).isEqualTo("92");
        String kind = Runtime.version().feature() >= 25 ? ".aot" : ".jsa";
        assertThat(archives(distribution)).containsExactlyInAnyOrder("command" + kind, "node" + kind, "runner" + kind);

        Shell.Ended second = Shell.run(environment, folder, run);
        assertThat(second.output()).as(second.errors()).isEqualTo("92");
    }

    private static List<String> archives(Path distribution) throws IOException {
        try (Stream<Path> files = Files.walk(distribution.resolve("cds"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!from.relativize(file).startsWith("cds")) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
        return to;
    }
}
