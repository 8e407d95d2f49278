package dev.cleave.benchmarks.line;

import dev.cleave.benchmarks.line.Line.Goal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a user waits for: whole commands of the distribution, from launch to exit. */
final class CommandLines {

    private static final String ANSWER = "92";

    private CommandLines() {}

    /** The lines, in the order of the table. */
    static List<Line> all() {
        return List.of(
                line("command", "two nodes, with class data archives", 2, CommandLines::withArchives),
                line("command-bare", "two nodes, without archives", 4, CommandLines::withoutArchives),
                line("command-in-process", "--in-process", 0.6, rounds -> command(rounds, home(), "--in-process")));
    }

    private static Line line(String id, String how, double seconds, Line.Measuring measuring) {
        String text = "cleave run nqueens -p n=8, " + how + ", command to exit";
        return new Line(id, text, Goal.atMost(seconds, "s"), List.of(), measuring);
    }

    private static Figure withArchives(int rounds) throws Exception {
        Figure figure = command(rounds, home());
        if (!Files.isDirectory(home().resolve("cds"))) {
            throw new IllegalStateException(home() + " has no archives (expected: made by the first run)");
        }
        return figure;
    }

    /** The same distribution at a place where there are no archives yet, and none are made. */
    private static Figure withoutArchives(int rounds) throws Exception {
        Path bare = Files.createTempDirectory("cleave-bench-");
        try {
            Files.createSymbolicLink(bare.resolve("lib"), home().resolve("lib"));
            Files.createDirectory(bare.resolve("bin"));
            for (String file : new String[] {"cleave", "find-jdk.sh"}) {
                Files.copy(
                        home().resolve("bin").resolve(file), bare.resolve("bin").resolve(file));
            }
            return command(rounds, bare);
        } finally {
            try (Stream<Path> files = Files.walk(bare)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Path home() {
        String home = System.getProperty("cleave.home");
        if (home == null) {
            throw new IllegalStateException("cleave.home is not set (expected: run by the cleave command)");
        }
        return Path.of(home);
    }

    private static Figure command(int rounds, Path home, String... further) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/cleave").toString(), "run", "nqueens", "-p", "n=8"));
        command.addAll(List.of(further));
        return new Contest(ANSWER, 2)
                .millis(2 * rounds, () -> answer(home, command))
                .over(1000, "");
    }

    private static String answer(Path home, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLEAVE_JAVA_HOME", System.getProperty("java.home"));
        if (!home.equals(home())) {
            builder.environment().put("CLEAVE_ARCHIVE", "no");
        }
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroy();
            throw new IOException(command + " does not end");
        }
        return answer.strip();
    }
}
