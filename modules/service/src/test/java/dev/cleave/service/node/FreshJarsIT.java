package dev.cleave.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.client.CleaveClient;
import dev.cleave.client.JobSubmission;
import dev.cleave.service.fixture.Chore;
import dev.cleave.service.fixture.ServiceProcess;
import dev.cleave.service.fixture.TestJars;
import dev.cleave.testkit.process.ProcessCensus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that each bring a jar that was never seen before leave nothing behind in the processes that stay: controller and node
 * agent. How many: {@code -Djars=300}.
 */
class FreshJarsIT {

    private static final int JARS = Integer.getInteger("jars", 8);
    /** Until then, what is made once has been made. */
    private static final int FIRST = Math.min(30, JARS / 2);

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MORE_FILES = 6;
    /** Pools that shrink when they have nothing to do. */
    private static final int MORE_THREADS = 6;
    /** A few more classes, as for code that runs now and then. */
    private static final long MORE_METASPACE_KIB = 1024;

    private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

    @TempDir
    Path folder;

    /** What a process has. */
    private record Belongings(long files, long threads, long metaspaceKib) {

        static Belongings of(ProcessHandle process) throws Exception {
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            ask(process, "GC.run");
            Matcher metaspace = METASPACE.matcher(ask(process, "GC.heap_info"));
            assertThat(metaspace.find()).isTrue();
            return new Belongings(
                    count(proc.resolve("fd")), count(proc.resolve("task")), Long.parseLong(metaspace.group(1)));
        }

        boolean isNoMoreThan(Belongings before) {
            return files <= before.files + MORE_FILES
                    && threads <= before.threads + MORE_THREADS
                    && metaspaceKib <= before.metaspaceKib + MORE_METASPACE_KIB;
        }

        private static long count(Path folder) throws Exception {
            try (Stream<Path> all = Files.list(folder)) {
                return all.count();
            }
        }

        private static String ask(ProcessHandle process, String what) throws Exception {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process tool = new ProcessBuilder(jcmd, String.valueOf(process.pid()), what).start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tool.waitFor(1, TimeUnit.MINUTES)).as(what).isTrue();
            assertThat(tool.exitValue()).as("%s: %s", what, said).isZero();
            return said;
        }
    }

    @Test
    void jobsWithFreshJarsLeaveNothingBehind() throws Exception {
        ProcessCensus census = ProcessCensus.from(folder);
        int port = ServiceProcess.freePort();
        ServiceSettings settings = ServiceProcess.settings(folder, port, 1);
        Process service = ServiceProcess.start(folder, port, 1);
        try {
            ServiceProcess.awaitAnswer(settings, port, LONG);
            try (CleaveClient client = ServiceProcess.client(settings, port)) {
                submit(client, 0, FIRST);
                TreeMap<String, Belongings> before = belongings(service);
                submit(client, FIRST, JARS);
                await().atMost(LONG).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                    TreeMap<String, Belongings> after = belongings(service);
                    System.out.println("after " + FIRST + " jars " + before + ", after " + JARS + " " + after);
                    assertThat(after.keySet()).isEqualTo(before.keySet());
                    after.forEach((process, has) -> assertThat(has.isNoMoreThan(before.get(process)))
                            .as("%s: %s after %s", process, has, before.get(process))
                            .isTrue());
                });
                assertThat(service.descendants().count())
                        .as("agent, a runner that was used last, a spare, and one that ends")
                        .isLessThanOrEqualTo(4);
            }
        } finally {
            service.destroyForcibly().waitFor();
            assertThat(census.awaitNone(Duration.ofSeconds(30))).isEmpty();
        }
    }

    private void submit(CleaveClient client, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Path jar = TestJars.freshChore(folder, i);
            String job = client.submitOnly(
                            JobSubmission.of(Chore.class.getName()).jar(jar).argument("numbers", 10))
                    .id();
            Files.delete(jar);
            assertThat(client.result(job, LONG)).isEqualTo("sum 45");
        }
    }

    /** Of the controller and of its node's agent; runners come and go. */
    private static TreeMap<String, Belongings> belongings(Process service) throws Exception {
        TreeMap<String, Belongings> all = new TreeMap<>();
        all.put("controller", Belongings.of(service.toHandle()));
        for (ProcessHandle agent : service.children().toList()) {
            all.put("agent " + agent.pid(), Belongings.of(agent));
        }
        return all;
    }
}
