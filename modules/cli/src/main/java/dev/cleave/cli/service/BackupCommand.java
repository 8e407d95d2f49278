package dev.cleave.cli.service;

import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import dev.cleave.cli.report.Units;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code cleave backup}: a copy of the embedded store. */
public final class BackupCommand {

    private final Output output;
    private final Surroundings surroundings;

    /**
     * A command that has not begun.
     *
     * @param output where its words go
     * @param surroundings where the node's folder is, unless told
     */
    public BackupCommand(Output output, Surroundings surroundings) {
        this.output = output;
        this.surroundings = surroundings;
    }

    /**
     * Makes the copy.
     *
     * @throws CommandException if there is no store, or a file where the copy is to be
     */
    public ExitCode run(Given given) {
        Path copy = given.argument()
                .map(Path::of)
                .orElseThrow(() -> CommandException.usage("file: none (expected: where the copy is to be)"));
        Path folder = given.value("--dir", Path::of).orElseGet(surroundings::serviceFolder);
        try {
            SqliteStore.copy(folder.resolve("store"), copy);
            output.say("copied the store of " + folder + " to " + copy + ", " + Units.bytes(Files.size(copy)));
            return ExitCode.SUCCESS;
        } catch (StoreException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        } catch (IOException unreadable) {
            throw CommandException.noCluster(copy + ": cannot be read (" + unreadable + ")");
        }
    }
}
