package dev.cleave.client.executor;

import dev.cleave.api.Arguments;
import dev.cleave.api.Codec;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.core.job.JobSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The session by which a cluster runs an executor's tasks: each of its problems is a pack of chunks. Not for use by itself.
 */
public final class TaskJob implements Job<byte[], byte[]> {

    static final Parameter<String> SESSION = Parameter.text(JobSpec.SESSION, "", "that it is a session");
    static final Parameter<String> SURROUNDINGS =
            Parameter.text("surroundings", "", "what the executor's tasks have in common, as base64");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SESSION, SURROUNDINGS);
    }

    @Override
    public byte[] rootProblem(Arguments arguments) {
        return new byte[0];
    }

    @Override
    public DivideAndConquer<byte[], byte[]> program(JobContext context) {
        byte[] surroundings = Base64.getDecoder().decode(context.arguments().valueOf(SURROUNDINGS));
        return new TaskProgram(WorkerProcess.of(surroundings), context::isCancelled);
    }

    @Override
    public Optional<Codec<byte[]>> problemCodec() {
        return Optional.of(new RawBytes());
    }

    @Override
    public Optional<Codec<byte[]>> resultCodec() {
        return Optional.of(new RawBytes());
    }
}
