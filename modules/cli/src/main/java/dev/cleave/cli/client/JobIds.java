package dev.cleave.cli.client;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.Given;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobStatus;
import java.util.List;

/** Finds the job that an id stands for, be it shortened. */
final class JobIds {

    private static final int WHOLE = 36;
    private static final int SHORTEST = 4;
    private static final int NEWEST = 1000;
    private static final int SHOWN = 3;

    private JobIds() {}

    /**
     * The id of the job that was given.
     *
     * @throws CommandException if none was, or it stands for no job or for several
     */
    static String of(CleaveClient client, Given given) {
        String text = given.argument()
                .map(String::strip)
                .orElseThrow(() -> CommandException.usage("job: none (expected: its id; 'cleave jobs' lists them)"));
        if (text.length() >= WHOLE) {
            return text;
        }
        if (text.length() < SHORTEST) {
            throw CommandException.usage("job: " + text + " (expected: an id, or at least " + SHORTEST
                    + " characters of its beginning or end)");
        }
        List<String> found = client.jobs(JobFilter.ALL)
                .limit(NEWEST)
                .map(JobStatus::id)
                .filter(id -> id.startsWith(text) || id.endsWith(text))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw CommandException.usage("job: " + text
                    + " (expected: the id of a job, or the beginning or end of one of" + " the newest " + NEWEST + ")");
        }
        String some = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
        throw CommandException.usage("job: " + text + " stands for " + found.size() + " jobs: " + some
                + (found.size() > SHOWN ? " …" : "") + " (expected: more of the id; ids differ most at their end)");
    }
}
