package dev.cleave.service.desk;

import dev.cleave.core.job.Outcome;
import dev.cleave.core.lease.Payload;
import dev.cleave.core.pipeline.Demand;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.core.pipeline.run.TaskOutcome;
import dev.cleave.core.pipeline.run.TaskValue;
import dev.cleave.pipeline.command.CommandJob;
import dev.cleave.service.pipeline.TaskJobs;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.request.JobChecks;
import dev.cleave.service.store.JobEnd;
import dev.cleave.service.store.PipelineText;
import dev.cleave.service.store.Submission;
import dev.cleave.wire.blob.Sha256;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import dev.cleave.wire.proto.jobs.v1.SubmitJobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes jobs of tasks as {@link NewJobs} makes them of requests. */
final class PipelineJobs implements TaskJobs {

    private final NewJobs newJobs;
    private final Blobs blobs;
    private final Programs programs;
    private final CommandJobs commands;
    private final InstantSource clock;

    PipelineJobs(NewJobs newJobs, Blobs blobs, Programs programs, CommandJobs commands, InstantSource clock) {
        this.newJobs = newJobs;
        this.blobs = blobs;
        this.programs = programs;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public String key(ResolvedWork work, PipelineText pipeline) {
        String definition = work.definition(new ResolvedWork.Contents() {
            @Override
            public String ofProgram(String name) {
                return PipelineJobs.this.ofProgram(name);
            }

            @Override
            public String ofFile(String path) {
                return blob(path, pipeline).sha256();
            }
        });
        return Sha256.hex(definition.getBytes(StandardCharsets.UTF_8));
    }

    /** The digests of the jars of a program; of one that is not known its name, with which no job begins. */
    private String ofProgram(String name) {
        try {
            Optional<Programs.Program> program = programs.find(name, Map.of());
            StringBuilder digests = new StringBuilder(name);
            if (program.isPresent()) {
                digests.append(' ').append(program.get().jobClass());
                for (Path jar : program.get().jars()) {
                    digests.append(' ').append(blobs.keepCopy(jar).sha256());
                }
            }
            return digests.toString();
        } catch (IllegalArgumentException unknown) {
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blob of a file that a pipeline names. */
    static Payload.Blob blob(String path, PipelineText pipeline) {
        Payload.Blob blob = pipeline.files().get(path);
        if (blob == null) {
            throw new UnresolvedException(
                    path + ": no such file", "one of " + pipeline.files().keySet());
        }
        return blob;
    }

    @Override
    public Submission job(
            ResolvedWork work,
            Demand demand,
            PipelineText pipeline,
            Map<String, String> labels,
            String owner,
            String key) {
        JobRequest.Builder job = JobRequest.newBuilder().putAllLabels(labels);
        if (work instanceof ResolvedWork.Job one) {
            job.putAllArguments(one.arguments());
            if (one.program() instanceof Program.Packed packed) {
                job.setProgram(packed.jobClass()).addClassPath(Blobs.shown(blob(packed.jar(), pipeline)));
            } else if (one.program() instanceof Program.Named named) {
                job.setProgram(named.name());
            }
            if (demand.memoryBytes() > 0) {
                job.addJvmOptions("-Xmx" + demand.memoryBytes());
            }
        } else if (work instanceof ResolvedWork.Command command) {
            job.setProgram(CommandJobs.PROGRAM).putAllArguments(CommandJobs.arguments(command));
            job.getLimitsBuilder().setMaxCores(1);
        }
        if (demand.cores() > 0) {
            job.getLimitsBuilder()
                    .setMaxCores(demand.cores())
                    .setMinCores(work instanceof ResolvedWork.Command ? demand.cores() : 0);
        }
        JobRequest request = job.build();
        JobChecks.submit(SubmitJobRequest.newBuilder().setJob(request).build(), clock.instant());
        return work instanceof ResolvedWork.Command command
                ? commandJob(request, command, pipeline, owner, key)
                : newJobs.of(request, owner, key);
    }

    private Submission commandJob(
            JobRequest request, ResolvedWork.Command command, PipelineText pipeline, String owner, String key) {
        try {
            return newJobs.withCode(
                    request, CommandJob.class.getName(), commands.classPath(command, pipeline), owner, key);
        } catch (UnresolvedException missing) {
            throw Refusal.of(RefusalCode.BLOB_MISSING, String.valueOf(missing.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isHere(TaskValue value) {
        return value.files().values().stream().allMatch(commands::isHere);
    }

    @Override
    public TaskOutcome outcome(ResolvedWork work, JobEnd end) {
        boolean isCommand = work instanceof ResolvedWork.Command;
        if (end.outcome() instanceof Outcome.Succeeded succeeded) {
            return isCommand
                    ? commands.succeeded(succeeded)
                    : new TaskOutcome.Succeeded(TaskValue.of(end.resultText(), Map.of()));
        }
        if (end.outcome() instanceof Outcome.Failed failed) {
            return isCommand ? CommandJobs.failed(failed.failure()) : TaskOutcome.of(failed.failure());
        }
        return new TaskOutcome.Cancelled();
    }
}
