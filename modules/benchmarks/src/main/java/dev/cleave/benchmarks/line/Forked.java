package dev.cleave.benchmarks.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A line measured in a JVM of its own, so that no line's code, garbage or JIT profile touches another's.
 *
 * <p>The process ends with one line of text, {@code FIGURE median least greatest note}.
 */
public final class Forked {

    private static final String MARK = "FIGURE ";
    private static final int PATIENCE_SECONDS = 5;

    private Forked() {}

    /**
     * Measures a line.
     *
     * @param id the line
     * @param jvmOptions further options for its JVM
     * @param rounds how often each contender runs
     * @return what was measured
     * @throws IOException if the process fails; what it said last is in the message
     */
    public static Figure measure(String id, List<String> jvmOptions, int rounds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        String home = System.getProperty("cleave.home");
        if (home != null) {
            command.add("-Dcleave.home=" + home);
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), Forked.class.getName(), id, String.valueOf(rounds)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reaper = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(reaper);
        String last = "";
        Figure figure = null;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    String[] words = line.substring(MARK.length()).split(" ", 4);
                    figure = new Figure(
                            Double.parseDouble(words[0]),
                            Double.parseDouble(words[1]),
                            Double.parseDouble(words[2]),
                            words.length > 3 ? words[3] : "");
                } else if (!line.isBlank() && !line.startsWith("\tat ")) {
                    last = line;
                }
            }
        }
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(reaper);
        if (exit != 0 || figure == null) {
            throw new IOException(id + " ended with exit status " + exit + ": " + last);
        }
        return figure;
    }

    /** Asks first, so that the line can end what it has started. */
    private static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** Measures one line here: {@code id rounds}. */
    public static void main(String[] words) throws Exception {
        Figure figure = Table.line(words[0]).measuring().measure(Integer.parseInt(words[1]));
        System.out.println(MARK
                + String.format(
                        Locale.ROOT,
                        "%s %s %s %s",
                        figure.median(),
                        figure.least(),
                        figure.greatest(),
                        figure.note().replace('\n', ' ')));
        System.exit(0);
    }
}
