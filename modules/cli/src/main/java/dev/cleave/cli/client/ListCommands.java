package dev.cleave.cli.client;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobState;
import dev.cleave.client.JobStatus;
import dev.cleave.client.NodeStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The commands that list jobs and nodes. */
final class ListCommands {

    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1_000_000;
    private static final long LOOK_MILLIS = 1000;

    /** Clears a terminal's screen, and begins at its top. */
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    private final Asked asked;
    private final CleaveClient client;
    private final Output output;

    ListCommands(Asked asked) {
        this.asked = asked;
        this.client = asked.client();
        this.output = asked.output();
    }

    ExitCode jobs() throws InterruptedException {
        Given given = asked.given();
        Format format = Format.of(given);
        JobFilter filter = new JobFilter(
                states(given.all("--state")),
                Values.pairs("--label", "key=value", given.all("--label")),
                given.text("--owner").orElse(""));
        int limit = given.value("--limit", text -> Values.integer("--limit", text, 1, MOST, " jobs"))
                .orElse(USUAL_LIMIT);
        return show(format, () -> {
            List<JobStatus> jobs = client.jobs(filter).limit(limit).toList();
            return format.isForPeople()
                    ? Tables.jobs(jobs, format == Format.WIDE)
                    : format.write(jobs.stream().map(Documents::job).toList());
        });
    }

    private static Set<JobState> states(List<String> names) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        List<String> known = Arrays.stream(JobState.values()).map(Enum::name).toList();
        for (String text : names) {
            for (String name : text.split(",")) {
                String upper = name.strip().toUpperCase(Locale.ROOT);
                if (!known.contains(upper)) {
                    throw CommandException.usage("--state: " + NearestName.unknown("state", upper, known));
                }
                states.add(JobState.valueOf(upper));
            }
        }
        return states;
    }

    ExitCode nodes() throws InterruptedException {
        Format format = Format.of(asked.given());
        return show(format, () -> {
            List<NodeStatus> nodes = client.nodes();
            return format.isForPeople()
                    ? Tables.nodes(nodes, format == Format.WIDE)
                    : format.write(nodes.stream().map(Documents::node).toList());
        });
    }

    ExitCode drain() {
        String name = asked.given()
                .argument()
                .orElseThrow(
                        () -> CommandException.usage("node: none (expected: its name; 'cleave nodes' lists them)"));
        NodeStatus node = client.drain(name);
        output.say("node " + node.id() + " is " + node.state());
        return ExitCode.SUCCESS;
    }

    /** Once; or with {@code --watch} whenever it has changed, until a signal comes. */
    private ExitCode show(Format format, Supplier<String> answer) throws InterruptedException {
        if (!asked.given().has("--watch")) {
            output.out().println(answer.get());
            return ExitCode.SUCCESS;
        }
        asked.beforeWaiting().run();
        String shown = "";
        while (true) {
            String now = answer.get();
            if (!now.equals(shown)) {
                boolean redraw = format.isForPeople() && output.errIsTerminal();
                output.out().println((redraw ? CLEAR_SCREEN : "") + now);
                output.out().flush();
                shown = now;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
