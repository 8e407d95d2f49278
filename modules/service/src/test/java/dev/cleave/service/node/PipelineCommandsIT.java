package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.PipelineInstance;
import dev.cleave.client.PipelineState;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineSubmission;
import dev.cleave.client.TaskState;
import dev.cleave.service.fixture.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of pipelines as processes of a node: files in and out as blobs, what was printed as the result. */
class PipelineCommandsIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String PIPELINE = """
            tasks:
              sort:
                command: [sort, -n, in.txt, -o, out.txt]
                files-in: { in.txt: { path: data/in.txt } }
                files-out: [out.txt]
                cache: true
              least:
                command: [head, -n, "1", sorted.txt]
                files-in: { sorted.txt: "${tasks.sort.files.out.txt}" }
              queens:
                program: nqueens
                parameters: { n: "${tasks.least.result}" }
              hello:
                foreach: [a, b]
                command: [sh, -c, "echo $GREETING ${item}"]
                environment: { GREETING: hello }
              broken:
                needs: [queens, hello]
                on-failure: continue
                command: [sh, -c, "echo the last word >&2; exit 3"]
            """;

    @TempDir
    Path folder;

    @Test
    void commandsRunOnNodesAndPassFilesOn() throws Exception {
        Path data = Files.writeString(folder.resolve("in.txt"), "10\n6\n8\n");
        int port = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 2);
        try (ServiceNode node = ServiceNode.start(settings);
                CleaveClient client = ServiceProcess.client(settings, port)) {
            PipelineSubmission submission =
                    PipelineSubmission.of("commands", PIPELINE).file("data/in.txt", data);
            PipelineStatus run = ended(client, submission);
            assertThat(node.apiAddress().getPort()).isEqualTo(port);
            assertThat(instance(run, "sort").files()).containsKey("out.txt");
            assertThat(instance(run, "least").result()).isEqualTo("6");
            assertThat(instance(run, "queens").result()).contains("4");
            assertThat(instance(run, "hello[1]").result()).isEqualTo("hello b");
            PipelineInstance broken = instance(run, "broken");
            assertThat(broken.state()).as("%s", broken).isEqualTo(TaskState.FAILED);
            assertThat(broken.failureCode()).isEqualTo("EXIT_CODE");
            assertThat(broken.message()).contains("exit code 3").contains("the last word");
            assertThat(run.state()).isEqualTo(PipelineState.FAILED);

            assertThat(instance(ended(client, submission), "sort").isCached()).isTrue();
        }
    }

    private static PipelineStatus ended(CleaveClient client, PipelineSubmission submission) {
        String run = client.pipelines().submit(submission).id();
        await().atMost(LONG).until(() -> client.pipelines().status(run).state().isEnd());
        return client.pipelines().status(run);
    }

    private static PipelineInstance instance(PipelineStatus run, String name) {
        return run.tasks().stream()
                .flatMap(task -> task.instances().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
