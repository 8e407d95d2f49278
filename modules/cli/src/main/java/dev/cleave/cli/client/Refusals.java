package dev.cleave.cli.client;

import dev.cleave.cli.command.CommandException;
import dev.cleave.client.CleaveException;

/** What a cluster's refusal is for the shell. */
public final class Refusals {

    private Refusals() {}

    /** The end of a command whose question was refused, or not answered; in the words of the cluster. */
    public static CommandException of(CleaveException refused) {
        String line = String.valueOf(refused.getMessage());
        return switch (refused.code()) {
            case CleaveException.INTERRUPTED -> CommandException.interrupted();
            case "JOB_NOT_ENDED" -> CommandException.timeout(line);
            case CleaveException.NO_CLUSTER,
                    CleaveException.BAD_ANSWER,
                    CleaveException.UNCERTAIN,
                    CleaveException.CLOSED,
                    "LOG_INTERRUPTED",
                    "UNAVAILABLE",
                    "DEADLINE_EXCEEDED",
                    "RATE_LIMITED",
                    "QUEUE_FULL",
                    "STORE_FULL",
                    "BLOBS_FULL",
                    "INTERNAL" -> CommandException.noCluster(line);
            default -> CommandException.usage(line);
        };
    }
}
