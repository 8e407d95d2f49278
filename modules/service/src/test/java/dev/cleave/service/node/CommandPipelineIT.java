package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.PipelineInstance;
import dev.cleave.client.PipelineState;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineSubmission;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a pipeline on a node, as processes: their files go from one to the next, and none outlives its task. */
class CommandPipelineIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String PIPELINE = """
            name: commands
            on-failure: continue
            tasks:
              sort:
                command: [sh, -c, "sort -n numbers > sorted && wc -l < sorted"]
                files-in: { numbers: { path: numbers.txt } }
                files-out: [sorted]
              first:
                command: [head, -n, "1", sorted]
                files-in: { sorted: "${tasks.sort.files.sorted}" }
              each:
                foreach: [a, b]
                command: [sh, -c, 'echo "$NAME has $(cat count)"']
                environment: { NAME: "${item}" }
                files-in: { count: "${tasks.sort.result}" }
              fails:
                command: [sh, -c, "echo 'no such thing' >&2; exit 3"]
              slow:
                command: [sh, -c, "echo $$ > SLOW; sleep 600"]
                timeout: 3s
            """;

    @TempDir
    Path folder;

    @Test
    void commandsRunOnNodesAndLeaveNothingBehind() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        int port = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 2);
        Path numbers = Files.writeString(folder.resolve("numbers.txt"), "3\n1\n2\n");
        Path slow = folder.resolve("slow.pid");
        Process service = ServiceProcess.startAt(folder, port, 2, ServiceProcess.freePort());
        try {
            ServiceProcess.awaitAnswer(settings, port, LONG);
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                String run = client.pipelines()
                        .submit(PipelineSubmission.of("commands", PIPELINE.replace("SLOW", slow.toString()))
                                .file("numbers.txt", numbers))
                        .id();
                await().atMost(LONG)
                        .until(() -> client.pipelines().status(run).state().isEnd());
                PipelineStatus status = client.pipelines().status(run);
                assertThat(status.state()).as("%s", status).isEqualTo(PipelineState.FAILED);
                assertThat(results(status))
                        .containsEntry("sort", "3")
                        .containsEntry("first", "1")
                        .containsEntry("each[0]", "a has 3")
                        .containsEntry("each[1]", "b has 3");
                assertThat(status.toString())
                        .contains("EXIT_CODE", "ended with exit code 3 (expected: 0); its last words:", "no such thing")
                        .contains("TIMEOUT");
            }
            long pid = Long.parseLong(Files.readString(slow).strip());
            await().atMost(LONG)
                    .until(() -> ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        } finally {
            service.destroyForcibly().waitFor();
            assertThat(census.awaitNone(Duration.ofMinutes(2))).isEmpty();
        }
    }

    private static Map<String, String> results(PipelineStatus status) {
        return status.tasks().stream()
                .flatMap(task -> task.instances().stream())
                .collect(Collectors.toMap(PipelineInstance::name, PipelineInstance::result));
    }
}
