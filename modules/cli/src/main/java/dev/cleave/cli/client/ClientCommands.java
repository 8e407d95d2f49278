package dev.cleave.cli.client;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.CleaveException;

/** The commands that ask something of a cluster. */
public final class ClientCommands {

    private final Output output;
    private final Runnable beforeWaiting;
    private final Surroundings surroundings;

    /**
     * Commands that have not begun.
     *
     * @param output where their words go
     * @param beforeWaiting called before one waits for something that a signal should end in order
     * @param surroundings where the cluster is, unless told
     */
    public ClientCommands(Output output, Runnable beforeWaiting, Surroundings surroundings) {
        this.output = output;
        this.beforeWaiting = beforeWaiting;
        this.surroundings = surroundings;
    }

    /**
     * Runs one.
     *
     * @param command its name
     * @param given its options
     * @return how it went
     * @throws CommandException if it is refused, or no cluster answers
     */
    public ExitCode run(String command, Given given) {
        try {
            if (command.equals("submit")) {
                // What is wrong with the command is said before a cluster is looked for.
                return new SubmitCommand(output, new ClusterChoice(surroundings), beforeWaiting).run(given);
            }
            try (CleaveClient client = new ClusterChoice(surroundings).connect(given)) {
                return run(command, new Asked(client, given, output, beforeWaiting));
            }
        } catch (CleaveException refused) {
            throw Refusals.of(refused);
        } catch (InterruptedException signal) {
            throw CommandException.interrupted();
        }
    }

    private static ExitCode run(String command, Asked asked) throws InterruptedException {
        return switch (command) {
            case "jobs" -> new ListCommands(asked).jobs();
            case "nodes" -> new ListCommands(asked).nodes();
            case "drain" -> new ListCommands(asked).drain();
            case "job" -> new JobCommands(asked).show();
            case "why" -> new JobCommands(asked).why();
            case "cancel" -> new JobCommands(asked).cancel();
            case "retry" -> new JobCommands(asked).retry();
            case "logs" -> new JobCommands(asked).logs();
            case "watch" -> new JobCommands(asked).watch();
            case "result" -> new ResultCommand(asked).run();
            case "token" -> new TokenCommand(asked).run();
            default -> throw new IllegalArgumentException(command);
        };
    }
}
