package dev.cleave.runner.launch;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.JobSpec;
import dev.cleave.core.lease.Lease;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Weight;
import dev.cleave.core.path.PathKey;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.wire.protocol.RunnerCodec;
import dev.cleave.wire.socket.RunnerListener;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Records the class data archive of runners: launches one as a node would, has it run a small job, and lets it end,
 * upon which its JVM writes down which classes it has loaded. Run by the launcher script.
 */
public final class RunnerRecording {

    private static final int LANES = 2;
    private static final long WARM_UP_MILLIS = 1_500; // as long as a spare runner takes to get ready
    private static final long WRITING_SECONDS = 60;

    private RunnerRecording() {}

    /**
     * Takes the archive to write, the job's jar, its class, and its arguments as {@code name=value}.
     *
     * @throws IOException if the runner does not start, or does not run the job
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        Map<String, String> arguments = Arrays.stream(words)
                .skip(3)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        Path folder = Files.createTempDirectory("cleave-recording");
        try {
            record(
                    folder,
                    Path.of(words[0]).toAbsolutePath(),
                    new ToRunner.StartJob(
                            new JobId("recording"),
                            words[2],
                            List.of(words[1]),
                            arguments,
                            LANES,
                            JobSpec.DEFAULT_MAX_DEPTH,
                            JobSpec.DEFAULT_MAX_PAYLOAD_BYTES,
                            false,
                            folder.toString()));
        } finally {
            for (File file : Objects.requireNonNullElse(folder.toFile().listFiles(), new File[0])) {
                Files.deleteIfExists(file.toPath());
            }
            Files.deleteIfExists(folder);
        }
    }

    private static void record(Path folder, Path archive, ToRunner.StartJob job)
            throws IOException, InterruptedException {
        try (RunnerListener listener = RunnerListener.on(folder.resolve("socket"))) {
            Process runner = new ProcessBuilder(RunnerCommand.ofThisProcess()
                            .withJvmOptions(List.of(ClassArchives.recordingOption(archive)))
                            .toWords(listener.file()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            try (RunnerSocket socket = listener.accept()) {
                runner.waitFor(WARM_UP_MILLIS, TimeUnit.MILLISECONDS);
                solve(socket, job);
                socket.send(RunnerCodec.encode(new ToRunner.Stop()));
                runner.waitFor(WRITING_SECONDS, TimeUnit.SECONDS);
            } finally {
                runner.destroyForcibly();
            }
        }
    }

    private static void solve(RunnerSocket socket, ToRunner.StartJob job) throws IOException {
        LeaseId root = new LeaseId(PathKey.ROOT, 1);
        socket.send(RunnerCodec.encode(job));
        socket.send(RunnerCodec.encode(
                new ToRunner.RunLease(new Lease(root, 1, 0, Weight.WHOLE, null, List.of(), Lease.Care.NORMAL))));
        socket.send(RunnerCodec.encode(new ToRunner.TakeCheckpoint()));
        socket.send(RunnerCodec.encode(new ToRunner.ReportStatus()));
        while (true) {
            byte[] frame = socket.receive();
            if (frame == null) {
                throw new IOException("the runner is gone");
            }
            FromRunner message = RunnerCodec.fromRunner(frame);
            if (message instanceof FromRunner.LeaseFinished) {
                return;
            }
            if (message instanceof FromRunner.LeaseFailed || message instanceof FromRunner.JobNotLoaded) {
                throw new IOException("the job cannot be run: " + message);
            }
        }
    }
}
