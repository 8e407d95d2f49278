package dev.cleave.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.faults.fixture.ControllerMain;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of nodes and runners whose controller is killed. */
class OrphansIT {

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void localNodesAndRunnersEndWithTheProcessThatStartedThem() throws Exception {
        Process controller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ControllerMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(controller.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); !"running".equals(line); line = output.readLine()) {
                assertThat(line).isNotNull();
            }
            List<Long> pids = new ArrayList<>();
            for (String node : List.of("node-1", "node-2")) {
                for (String file : List.of("agent.pid", "runner.pid")) {
                    pids.add(Long.parseLong(
                            Files.readString(folder.resolve(node).resolve(file)).trim()));
                }
            }
            assertThat(pids).allMatch(LocalNodesIT::isRunning);
            controller.destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> pids.stream().noneMatch(LocalNodesIT::isRunning));
        } finally {
            controller.destroyForcibly();
        }
    }
}
