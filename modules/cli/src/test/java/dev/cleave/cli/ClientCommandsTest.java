package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask something of a job service, against one in this process that has no lanes: all jobs stay queued. */
class ClientCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static Thread node;
    private static final ByteArrayOutputStream NODE_SAYS = new ByteArrayOutputStream();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startNode() {
        node = new Thread(() -> Main.run(
                new Output(stream(new ByteArrayOutputStream()), stream(NODE_SAYS), false),
                () -> {},
                new Surroundings(Map.of(), home),
                "node",
                "--lanes",
                "0",
                "--port",
                "0",
                "--api-port",
                "0",
                "--name",
                "here"));
        node.start();
        await().atMost(PATIENCE)
                .alias("the node says where others join")
                .until(() -> text(NODE_SAYS).contains("--seed 127.0.0.1:") || !node.isAlive());
        assertThat(node.isAlive()).as(text(NODE_SAYS)).isTrue();
    }

    @AfterAll
    static void endNode() throws InterruptedException {
        node.interrupt();
        node.join(PATIENCE.toMillis());
        assertThat(node.isAlive()).isFalse();
        assertThat(text(NODE_SAYS)).contains("cleave: the node has ended; its jobs go on when it is started again");
        assertThat(home.resolve(".cleave/node.properties")).doesNotExist();
    }

    @Test
    void theNodeSaysWhereItServesAndWhereTheTokenLies() {
        Path token = home.resolve(".cleave/service/secret/admin.token");
        assertThat(text(NODE_SAYS))
                .containsPattern("node here serves at http://127.0.0.1:\\d+ with 0 lanes of this machine")
                .contains("first start: a token of an admin is in " + token)
                .containsPattern("other nodes join with: cleave node --seed 127.0.0.1:\\d+");
        assertThat(token).isRegularFile();
    }

    @Test
    void aJobIsSubmittedSeenExplainedCancelledAndRetried() {
        String id = submit("nqueens", "-p", "n=8", "--label", "team=chess", "--priority", "5");
        assertThat(id).hasSize(36);
        assertThat(done("job", id))
                .containsPattern("program +nqueens n=8\n")
                .containsPattern("state +QUEUED\n")
                .containsPattern("owner +admin\n")
                .containsPattern("priority +5\n")
                .containsPattern("labels +team=chess\n");
        assertThat(done("why", id)).contains("job " + id + " is QUEUED", "  waits for a node to join: there is none");
        assertThat(done("why", id, "-o", "json")).contains("\"code\": \"NO_NODES\"");
        assertThat(run("result", id)).isEqualTo(ExitCode.TIMEOUT);
        assertThat(text(err)).contains("cleave: JOB_NOT_ENDED: ");

        String end = id.substring(id.length() - 8);
        assertThat(run("cancel", end)).isEqualTo(ExitCode.SUCCESS);
        assertThat(text(err)).contains("cleave: job " + id + " is cancelled");
        assertThat(run("result", id, "--wait")).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(text(err)).contains("cleave: job " + id + " was cancelled");
        assertThat(run("watch", id)).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(text(out)).containsPattern("\\d\\d:\\d\\d:\\d\\d  CANCELLED\n");

        assertThat(run("cancel", id)).isEqualTo(ExitCode.SUCCESS);
        assertThat(text(err)).contains("cleave: job " + id + " is cancelled"); // as after the first time
        String again = done("retry", id).strip();
        assertThat(again).hasSize(36).isNotEqualTo(id);
        assertThat(done("job", again)).containsPattern("state +QUEUED\n").containsPattern("program +nqueens n=8\n");
    }

    @Test
    void whatTheClusterRefusesIsSaidInItsWords() {
        refused("INVALID_ARGUMENT: unknown program: nquens (did you mean nqueens?", "submit", "nquens");
        refused("INVALID_ARGUMENT: unknown parameter: m (did you mean n?", "submit", "nqueens", "-p", "m=3");
        refused("INVALID_ARGUMENT: n: 99 (expected: 1 to 31)", "submit", "nqueens", "-p", "n=99");
        refused("job.labels", "submit", "nqueens", "--label", "TEAM=x");
        refused("job: 01234567 (expected: the id of a job, or the beginning or end", "job", "01234567");
        refused("job: abc (expected: an id, or at least 4 characters", "job", "abc");
        refused("NOT_FOUND", "job", "01234567-0123-7123-8123-0123456789ab");
        refused("NOT_FOUND", "drain", "nobody");
        refused("-o: unknown format: jason (did you mean json?", "jobs", "-o", "jason");
        refused("--state: unknown state: QUEUD (did you mean QUEUED?", "jobs", "--state", "queud");
        refused("--role: unknown role: admn (did you mean admin?", "token", "create", "--role", "admn");
        refused("unknown action: mint (did you mean", "token", "mint");
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherJobIsAConflict() {
        String id = submit("fib", "-p", "n=20", "--key", "monday");
        assertThat(submit("fib", "-p", "n=20", "--key", "monday")).isEqualTo(id);
        refused("IDEMPOTENCY_CONFLICT", "submit", "fib", "-p", "n=21", "--key", "monday");
    }

    @Test
    void jobsAreListedByLabelAndStateInEveryFormat() {
        String first = submit("fib", "-p", "n=10", "--label", "list=here");
        String second = submit("fib", "-p", "n=11", "--label", "list=here");
        assertThat(done("jobs", "--label", "list=here").lines().map(line -> line.split(" ")[0]))
                .containsExactly("ID", second, first);
        assertThat(done("jobs", "--label", "list=here", "--limit", "1")).doesNotContain(first);
        assertThat(done("jobs", "--label", "list=here", "--state", "running,failed")
                        .lines())
                .hasSize(1);
        assertThat(done("jobs", "--label", "list=here", "-o", "wide")).contains("LABELS", "list=here");
        assertThat(done("jobs", "--label", "list=here", "--owner", "admin", "-o", "json"))
                .startsWith("[\n  {\n    \"id\": \"" + second + "\",");
        assertThat(done("jobs", "--label", "list=here", "-o", "yaml"))
                .startsWith(
                        "- id: \"" + second + "\"\n  program: fib\n  arguments:\n    \"n\": \"11\"\n  owner: admin\n");
        refused(" stands for ", "job", first.substring(0, 4));
    }

    @Test
    void aTokenDoesWhatItsRoleAllowsUntilItIsRevoked() {
        String secret = done("token", "create", "--role", "viewer", "--owner", "ann", "--expires", "30d")
                .strip();
        String id = text(err).replaceFirst("(?s).*token (\\S+) for ann, viewer, until .*", "$1");
        Surroundings asAnn = new Surroundings(Map.of("CLEAVE_TOKEN", secret), home);
        assertThat(run(asAnn, "jobs")).isEqualTo(ExitCode.SUCCESS);
        assertThat(run(asAnn, "submit", "fib")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("PERMISSION_DENIED");
        assertThat(done("token", "list")).containsPattern(id + " +ann +viewer +no +.* for 2\\d|" + id + ".*for 30");
        assertThat(run("token", "revoke", id)).isEqualTo(ExitCode.SUCCESS);
        assertThat(run(asAnn, "jobs")).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("UNAUTHENTICATED");
        assertThat(done("token", "list", "-o", "yaml")).contains("id: ").doesNotContain(secret);
    }

    @Test
    void withoutNodesThereIsAHeaderAlone() {
        assertThat(done("nodes").lines()).containsExactly("NODE  STATE  LANES  GIVEN  SINCE");
        assertThat(done("nodes", "-o", "json")).isEqualTo("[]\n");
    }

    @Test
    void aSecondNodeOnTheSameFolderIsRefused() {
        assertThat(run("node", "--lanes", "0", "--port", "0", "--api-port", "0"))
                .isEqualTo(ExitCode.NO_CLUSTER);
        assertThat(text(err)).contains("STORE_IN_USE: ").contains("open in process ");
    }

    @Test
    void aPipelineIsSubmittedSeenListedCancelledAndResumed(@TempDir Path files) throws IOException {
        Path file = Files.writeString(files.resolve("two.yaml"), """
                parameters: { n: 8 }
                tasks:
                  first: { program: nqueens, parameters: { n: "${params.n}" } }
                  second: { program: nqueens, parameters: { n: "${tasks.first.result}" } }
                """);
        String run = done("pipeline", "submit", file.toString(), "-p", "n=9", "--key", "two")
                .strip();
        assertThat(run).hasSize(36);
        assertThat(done("pipeline", "submit", file.toString(), "-p", "n=9", "--key", "two")
                        .strip())
                .isEqualTo(run);
        await().atMost(PATIENCE)
                .until(() -> done("jobs", "--label", "pipeline-run=" + run).contains("nqueens n=9"));
        assertThat(done("pipeline", "status", run)).contains("two: RUNNING", "second", "WAITING", "work T1", "span T∞");
        assertThat(done("pipeline", "status", run, "-o", "json")).contains("\"round\": 1", "\"skippedBy\"");
        assertThat(done("pipeline", "list")).contains(run);
        assertThat(run("pipeline", "resume", run)).isEqualTo(ExitCode.TIMEOUT);
        assertThat(text(err)).contains("JOB_NOT_ENDED");

        assertThat(run("pipeline", "cancel", run)).isEqualTo(ExitCode.SUCCESS);
        await().atMost(PATIENCE).until(() -> done("pipeline", "status", run).contains("two: CANCELLED"));
        assertThat(run("pipeline", "cancel", run)).isEqualTo(ExitCode.SUCCESS);
        assertThat(text(err)).contains("had ended before, as CANCELLED");
        Files.writeString(file, Files.readString(file) + "  third: { program: fib }\n");
        assertThat(done("pipeline", "resume", run, file.toString()).strip()).isEqualTo(run);
        assertThat(done("pipeline", "status", run)).contains("two: RUNNING, round 2", "third");
        done("pipeline", "cancel", run);
    }

    @Test
    void aPipelineIsScheduledListedAndUnscheduled(@TempDir Path files) throws IOException {
        Path file = Files.writeString(files.resolve("monthly.yaml"), """
                cron: 0 3 1 * *
                tasks:
                  first: { program: nqueens }
                """);
        assertThat(done("pipeline", "submit", file.toString(), "--schedule").strip())
                .isEqualTo("monthly");
        assertThat(done("pipeline", "schedules")).contains("monthly", "0 3 1 * *");
        done("pipeline", "unschedule", "monthly");
        assertThat(done("pipeline", "schedules")).doesNotContain("monthly");
        refused("NOT_FOUND", "pipeline", "unschedule", "monthly");
        refused("NOT_FOUND", "pipeline", "status", "01234567-0123-7123-8123-0123456789ab");
    }

    @Test
    void theStoreIsCopiedWhileTheNodeRuns(@TempDir Path elsewhere) {
        Path copy = elsewhere.resolve("copy.db");
        assertThat(run("backup", copy.toString())).isEqualTo(ExitCode.SUCCESS);
        assertThat(copy).isNotEmptyFile();
        assertThat(run("backup", copy.toString())).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aNodeThatHasDiedIsNamed(@TempDir Path otherHome) throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(otherHome.resolve(".cleave"));
        Files.writeString(
                otherHome.resolve(".cleave/node.properties"),
                "address=127.0.0.1:9\ntoken-file=/none\npid=" + dead.pid() + "\n");
        assertThat(run(new Surroundings(Map.of(), otherHome), "jobs")).isEqualTo(ExitCode.NO_CLUSTER);
        assertThat(text(err)).contains("the node of this machine (process " + dead.pid() + ") has died");
    }

    private String submit(String... job) {
        String[] arguments = new String[job.length + 1];
        arguments[0] = "submit";
        System.arraycopy(job, 0, arguments, 1, job.length);
        return done(arguments).strip();
    }

    /** What a command that must succeed prints. */
    private String done(String... arguments) {
        assertThat(run(arguments)).as(text(err)).isEqualTo(ExitCode.SUCCESS);
        return text(out);
    }

    private void refused(String why, String... arguments) {
        assertThat(run(arguments)).as(why).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains(why);
        assertThat(text(out)).isEmpty();
    }

    private ExitCode run(String... arguments) {
        return run(new Surroundings(Map.of(), home), arguments);
    }

    private ExitCode run(Surroundings surroundings, String... arguments) {
        out.reset();
        err.reset();
        return Main.run(new Output(stream(out), stream(err), false), () -> {}, surroundings, arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
