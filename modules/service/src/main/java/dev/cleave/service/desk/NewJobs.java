package dev.cleave.service.desk;

import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Payload;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.store.JobIds;
import dev.cleave.service.store.Submission;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.JobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes submissions of what callers ask for, with an id and with the code they need. Waits for the disk. */
final class NewJobs {

    private final Blobs blobs;
    private final Programs programs;
    private final JobIds ids;
    private final InstantSource clock;
    private final Optional<Long> runnerMemory;

    /**
     * Makes submissions.
     *
     * @param runnerMemory the heap of runners whose job asks for none, in bytes
     */
    NewJobs(Blobs blobs, Programs programs, JobIds ids, InstantSource clock, Optional<Long> runnerMemory) {
        this.blobs = blobs;
        this.programs = programs;
        this.ids = ids;
        this.clock = clock;
        this.runnerMemory = runnerMemory;
    }

    /** A job as it was asked for. */
    Submission of(JobRequest request, String owner, String key) {
        if (request.getDataCount() > 0) {
            throw Refusal.invalid("job.data", request.getDataCount() + " files", "none: nodes are not sent any yet");
        }
        try {
            if (request.getClassPathCount() == 0) {
                Programs.Program program = program(request.getProgram(), request)
                        .orElseThrow(() -> Refusal.invalid(
                                "job.program",
                                request.getProgram(),
                                "a program that comes with the cluster, or a class and the jars it is in"));
                return submission(request, program.jobClass(), kept(program), owner, key);
            }
            List<Payload.Blob> jars = new ArrayList<>();
            for (Blob jar : request.getClassPathList()) {
                jars.add(Blobs.of(jar));
            }
            checkPresent(jars, "job.class_path");
            return submission(request, request.getProgram(), jars, owner, key);
        } catch (IllegalArgumentException unusable) {
            throw Refusal.of(RefusalCode.INVALID_ARGUMENT, String.valueOf(unusable.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A job of a class of our own.
     *
     * @param request what it is asked for as, without its code
     */
    Submission withCode(JobRequest request, String jobClass, List<Payload.Blob> classPath, String owner, String key) {
        return submission(request, jobClass, classPath, owner, key);
    }

    private Submission submission(
            JobRequest request, String jobClass, List<Payload.Blob> classPath, String owner, String key) {
        return Submissions.of(
                ids.next(), request, jobClass, classPath, jvmOptions(request), owner, key, clock.millis());
    }

    private List<String> jvmOptions(JobRequest request) {
        List<String> options = new ArrayList<>(request.getJvmOptionsList());
        if (options.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            runnerMemory.ifPresent(bytes -> options.add("-Xmx" + bytes));
        }
        return options;
    }

    /**
     * The same job once more: with the same jars, or with the program that comes with the cluster as it is today. A
     * deadline is as far away as it was at first.
     */
    Submission again(Submission before, String owner, String key) {
        try {
            JobSpec spec = before.spec();
            if (!Submissions.isOwnCode(before)) {
                Optional<Programs.Program> program = program(before.program(), Submissions.request(before));
                if (program.isPresent()) {
                    return Submissions.again(
                            ids.next(),
                            before,
                            program.get().jobClass(),
                            kept(program.get()),
                            owner,
                            key,
                            clock.millis());
                }
            }
            checkPresent(spec.classPath(), "job");
            return Submissions.again(ids.next(), before, spec.jobClass(), spec.classPath(), owner, key, clock.millis());
        } catch (IllegalArgumentException unusable) {
            throw Refusal.of(RefusalCode.INVALID_ARGUMENT, String.valueOf(unusable.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Programs.Program> program(String name, JobRequest request) {
        return programs.find(name, request.getArgumentsMap());
    }

    private List<Payload.Blob> kept(Programs.Program program) throws IOException {
        List<Payload.Blob> jars = new ArrayList<>();
        for (Path jar : program.jars()) {
            jars.add(blobs.keepCopy(jar));
        }
        return jars;
    }

    private void checkPresent(List<Payload.Blob> jars, String field) throws IOException {
        for (Payload.Blob jar : jars) {
            if (!blobs.has(jar)) {
                throw Refusal.of(RefusalCode.BLOB_MISSING, field, jar.sha256(), "a blob that was uploaded and is here");
            }
        }
    }
}
