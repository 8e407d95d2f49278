package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobFilter;
import dev.cleave.client.JobStatus;
import dev.cleave.client.PipelineInstance;
import dev.cleave.client.PipelineState;
import dev.cleave.client.PipelineStatus;
import dev.cleave.client.PipelineSubmission;
import dev.cleave.client.TaskState;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A controller that is killed in the middle of a pipeline, and started again: the rest runs, once. How often each task has run
 * is counted in a file of its own. How many kills: {@code -Dkills=5}.
 */
class KilledPipelineIT {

    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int ITEMS = 8;

    private static final String PIPELINE = """
            name: killed
            tasks:
              first:
                jar: chore.jar
                class: dev.cleave.service.fixture.Chore
                parameters: { numbers: 1, micros: 1000, tally: "TALLIES/first" }
              many:
                needs: first
                foreach: { from: 1, to: %d }
                jar: chore.jar
                class: dev.cleave.service.fixture.Chore
                parameters: { numbers: 1, micros: 300000, tally: "TALLIES/many-${item}" }
                cores: 1
              last:
                when: ${tasks.first.result} == 'sum 0'
                needs: many
                jar: chore.jar
                class: dev.cleave.service.fixture.Chore
                parameters: { numbers: 1, micros: 1000, tally: "TALLIES/last" }
            finally:
              tell:
                program: nqueens
                parameters: { n: 4 }
            """.formatted(ITEMS);

    @TempDir
    Path folder;

    @Test
    void theRestRunsOnceUnderTheNextController() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        int port = ServiceProcess.freePort();
        int clusterPort = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 2);
        Process service = start(settings, port, clusterPort);
        try {
            String run;
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                run = client.pipelines()
                        .submit(PipelineSubmission.of("killed", PIPELINE.replace("TALLIES", folder.toString()))
                                .file("chore.jar", TestJars.chore(folder)))
                        .id();
            }
            Set<String> atWork = new HashSet<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = kill * ITEMS / (KILLS + 1);
                awaitSucceeded(settings, port, run, enough);
                service.destroyForcibly().waitFor();
                service = start(settings, port, clusterPort);
                atWork.addAll(running(settings, port, run));
            }
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                await().atMost(LONG)
                        .until(() -> client.pipelines().status(run).state().isEnd());
                compare(client, client.pipelines().status(run), atWork);
            }
        } finally {
            service.destroyForcibly().waitFor();
            assertThat(census.awaitNone(Duration.ofMinutes(2))).isEmpty();
        }
    }

    private Process start(ServiceSettings settings, int port, int clusterPort) throws Exception {
        Process service = ServiceProcess.startAt(folder, port, 2, clusterPort);
        ServiceProcess.awaitAnswer(settings, port, LONG);
        return service;
    }

    private static void awaitSucceeded(ServiceSettings settings, int port, String run, int enough) {
        try (CleaveClient client = ServiceProcess.client(settings, port)) {
            await().atMost(LONG)
                    .until(() -> named(client.pipelines().status(run), TaskState.SUCCEEDED)
                                    .size()
                            > enough);
        }
    }

    private static Set<String> running(ServiceSettings settings, int port, String run) {
        try (CleaveClient client = ServiceProcess.client(settings, port)) {
            return named(client.pipelines().status(run), TaskState.RUNNING);
        }
    }

    private static Set<String> named(PipelineStatus run, TaskState state) {
        Set<String> names = new HashSet<>();
        run.tasks().stream()
                .flatMap(task -> task.instances().stream())
                .filter(instance -> instance.state() == state)
                .map(PipelineInstance::name)
                .forEach(names::add);
        return names;
    }

    private void compare(CleaveClient client, PipelineStatus run, Set<String> atWork) {
        assertThat(run.state()).as("%s", run).isEqualTo(PipelineState.SUCCEEDED);
        int instances = named(run, TaskState.SUCCEEDED).size();
        assertThat(instances).isEqualTo(ITEMS + 3);
        assertThat(runs("first")).isEqualTo(1);
        assertThat(runs("last")).isEqualTo(1);
        int again = 0;
        for (int item = 1; item <= ITEMS; item++) {
            String name = "many[" + (item - 1) + "]";
            long runs = runs("many-" + item);
            // What was at work when its controller was lost may have been done, and nobody heard of it.
            assertThat(runs).as(name).isBetween(1L, atWork.contains(name) ? 1L + KILLS : 1L);
            again += (int) runs - 1;
        }
        try (Stream<JobStatus> jobs = client.jobs(JobFilter.ALL)) {
            List<JobStatus> all = jobs.toList();
            assertThat(all).as("a job for each instance").hasSize(instances);
        }
        System.out.println(KILLS + " kills in a pipeline of " + instances + " instances, " + atWork.size()
                + " at work then; done again: " + again);
    }

    private long runs(String tally) {
        return Chore.solved(Chore.tally(folder.resolve(tally).toString()), 0);
    }
}
