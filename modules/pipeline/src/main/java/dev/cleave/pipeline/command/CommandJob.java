package dev.cleave.pipeline.command;

import dev.cleave.api.Arguments;
import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * The job by which a node runs one command: a single base case. Not for use by itself. Files that the command is given are on the
 * job's class path, below {@link #FILES}, so that they travel as blobs.
 */
public final class CommandJob implements Job<String, byte[]> {

    /** Where on the class path the files are. */
    public static final String FILES = "cleave-command/";

    /** The parameter with {@link CommandText#encode}. */
    public static final String COMMAND = "command";

    private static final Parameter<String> TEXT =
            Parameter.text(COMMAND, "", "the command with its environment and the names of its files, as base64");

    @Override
    public String description() {
        return "runs a command of a pipeline";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(TEXT);
    }

    @Override
    public String rootProblem(Arguments arguments) {
        return arguments.valueOf(TEXT);
    }

    @Override
    public DivideAndConquer<String, byte[]> program(JobContext context) {
        return new CommandProgram(context::isCancelled);
    }

    /** The result as it is, so that whoever keeps it can read it without knowing more. */
    @Override
    public Optional<Codec<byte[]>> resultCodec() {
        return Optional.of(new Codec<>() {
            @Override
            public byte[] encode(byte[] result) {
                return result;
            }

            @Override
            public byte[] decode(byte[] bytes) {
                return bytes;
            }
        });
    }

    @Override
    public String render(byte[] result) {
        return CommandResult.decode(result).output();
    }
}
