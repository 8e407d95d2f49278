package dev.cleave.cli.simulate;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Values;
import dev.cleave.simulator.network.BatchCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code cleave simulate} was asked for, checked as far as that goes without the program. Times are in nanoseconds.
 *
 * @param program the name of a program
 * @param parameters text by parameter name
 * @param nodes how many nodes there are at first
 * @param cores lanes of each
 * @param latency how long a message takes at least
 * @param bytesPerSecond what each machine can send and receive, 0 for any amount
 * @param messageCost how long the coordinator is at work for a batch of messages; 0 if nothing costs it time
 * @param slowNode how fast the first node is, measured by the others
 * @param failEvery how far apart nodes fail, if they do
 * @param grain what takes less time is not taken apart
 * @param measuredWork what the whole tree is known to take, if it is
 * @param workPerCore how much work there is to be per lane, if not the program's own
 * @param seed what all chance follows from
 * @param json whether to print a document
 */
record SimulateOptions(
        String program,
        Map<String, String> parameters,
        int nodes,
        int cores,
        long latency,
        long bytesPerSecond,
        long messageCost,
        double slowNode,
        Optional<Long> failEvery,
        long grain,
        Optional<Long> measuredWork,
        Optional<Long> workPerCore,
        long seed,
        boolean json) {

    private static final long DEFAULT_LATENCY = 200_000;
    private static final long DEFAULT_MESSAGE_COST = BatchCost.MEASURED.batchNanos();
    private static final long DEFAULT_GRAIN = 100_000;
    private static final Pattern WORK = Pattern.compile("\"work\"\\s*:\\s*([0-9.eE+-]+)");

    /**
     * Reads the options.
     *
     * @throws CommandException if one of them cannot be used
     */
    static SimulateOptions of(Given given) {
        if (given.has("--measured-work") && given.has("--measured-run")) {
            throw CommandException.usage(
                    "--measured-work and --measured-run: both given (expected: one of them, they say the same)");
        }
        Optional<Long> work = time(given, "--measured-work");
        return new SimulateOptions(
                given.text("--program")
                        .orElseThrow(
                                () -> CommandException.usage(
                                        "nothing to simulate (expected: --program NAME)\n'cleave programs' lists the programs")),
                parameters(given.all("-p")),
                given.value("--nodes", text -> Values.integer("--nodes", text, 1, 10_000, " nodes"))
                        .orElse(10),
                given.value("--cores", text -> Values.integer("--cores", text, 1, 1024, " lanes of each node"))
                        .orElse(8),
                time(given, "--latency").orElse(DEFAULT_LATENCY),
                given.value("--bandwidth", text -> Values.bytes("--bandwidth", text, 1024, 1L << 40))
                        .orElse(0L),
                time(given, "--message-cost").orElse(DEFAULT_MESSAGE_COST),
                given.value("--slow-node", text -> Values.decimal("--slow-node", text, 0.01, 1))
                        .orElse(1.0),
                time(given, "--fail-every"),
                time(given, "--grain").orElse(DEFAULT_GRAIN),
                work.isPresent() ? work : given.value("--measured-run", SimulateOptions::workOf),
                time(given, "--work"),
                given.value("--seed", text -> Values.integer("--seed", text, 0, Integer.MAX_VALUE, ""))
                        .orElse(1),
                given.has("--json"));
    }

    /** How many lanes there are at first. */
    int lanes() {
        return nodes * cores;
    }

    private static Optional<Long> time(Given given, String option) {
        return given.value(option, text -> Values.duration(option, text).toNanos());
    }

    private static long workOf(String file) {
        String expected = "the document that 'cleave run --json' printed for a job that succeeded";
        try {
            Matcher work = WORK.matcher(Files.readString(Path.of(file)));
            if (work.find()) {
                double seconds = Double.parseDouble(work.group(1));
                if (seconds > 0) {
                    return Math.round(1e9 * seconds);
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            // refused below
        }
        throw Values.refused("--measured-run", file, expected);
    }

    private static Map<String, String> parameters(List<String> texts) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Values.refused("-p", text, "name=value");
            }
            String name = text.substring(0, equals).strip();
            if (parameters.put(name, text.substring(equals + 1)) != null) {
                throw CommandException.usage("-p " + name + ": given twice (expected: once)");
            }
        }
        return parameters;
    }
}
