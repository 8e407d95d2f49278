package dev.cleave.client.executor;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.Base64;
import java.util.List;

/**
 * The job by which a cluster runs some chunks of an executor's tasks: it divides the list of chunks down to single ones.
 * Not for use by itself.
 */
public final class TaskJob implements Job<byte[], byte[]> {

    static final Parameter<String> CHUNKS = Parameter.text("chunks", "", "the chunks, as base64");
    static final Parameter<String> SURROUNDINGS =
            Parameter.text("surroundings", "", "what the executor's tasks have in common, as base64");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(CHUNKS, SURROUNDINGS);
    }

    @Override
    public byte[] rootProblem(Arguments arguments) {
        return Base64.getDecoder().decode(arguments.valueOf(CHUNKS));
    }

    @Override
    public DivideAndConquer<byte[], byte[]> program(JobContext context) {
        byte[] surroundings = Base64.getDecoder().decode(context.arguments().valueOf(SURROUNDINGS));
        return new TaskProgram(WorkerProcess.of(surroundings), context::isCancelled);
    }

    @Override
    public String render(byte[] result) {
        return Parcels.decode(result).size() + " chunks";
    }
}
