package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.PipelineState;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineSubmission;
import dev.cleave.service.fixture.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a pipeline on a node end with their time, and with the node. */
class CommandEndsIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String PIPELINE = """
            name: ends
            tasks:
              slow:
                command: [sh, -c, "echo $$ > PID.slow; sleep 600 & sleep 600"]
                timeout: 2s
                on-failure: continue
              endless:
                command: [sh, -c, "echo $$ > PID.endless; sleep 600 & sleep 600"]
            """;

    @TempDir
    Path folder;

    @Test
    void aCommandEndsWithItsTimeAndWithItsNode() throws Exception {
        int port = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 2);
        Path pid = folder.resolve("pid");
        Process service = ServiceProcess.startAt(folder, port, 2, ServiceProcess.freePort());
        try {
            ServiceProcess.awaitAnswer(settings, port, LONG);
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                String run = client.pipelines()
                        .submit(PipelineSubmission.of("ends", PIPELINE.replace("PID", pid.toString())))
                        .id();
                await().atMost(LONG)
                        .until(() -> client.pipelines().status(run).toString().contains("TIMEOUT"));
                awaitEnd(folder.resolve("pid.slow"));
                await().atMost(LONG).until(() -> Files.exists(folder.resolve("pid.endless")));
                PipelineStatus status = client.pipelines().status(run);
                assertThat(status.state()).as("%s", status).isEqualTo(PipelineState.RUNNING);
            }
        } finally {
            service.destroyForcibly().waitFor();
        }
        awaitEnd(folder.resolve("pid.endless"));
    }

    private static void awaitEnd(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        await().atMost(LONG)
                .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
}
