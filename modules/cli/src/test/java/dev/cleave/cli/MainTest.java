package dev.cleave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest extends TypedCommands {

    /** What was given; what must be said. Nothing is started: there is not even a folder for it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run                                  | nothing to run (expected: the name of a program, File.java, or --jar my.jar my.Class)",
                "run nquens                           | unknown program: nquens (did you mean nqueens?",
                "run nqueens -p m=3                   | unknown parameter: m (did you mean n? known: n, kernel)",
                "run nqueens -p n=99                  | n: 99 (expected: 1 to 31)",
                "run nqueens -p n=eight               | n: eight (expected: 1 to 31)",
                "run tsp -p file=no/such.tsp          | file: no/such.tsp (expected: a file that can be read)",
                "run tsp -p file=pom.xml              | file: line 1: <?xml version=\"1.0\" encoding=\"UTF-8\"?> (expected: KEY: value",
                "run nqueens -p kernel=maybe          | kernel: maybe (expected: true or false)",
                "run nqueens -p n                     | -p: n (expected: name=value)",
                "run nqueens -p n=1 -p n=2            | -p n: given twice, as 1 and as 2 (expected: once)",
                "run nqueens fib                      | unexpected argument: fib",
                "run nqueens --nodes two              | --nodes: two (expected: 0 to 64 nodes on this machine)",
                "run nqueens --nodes -1               | --nodes: -1 (expected: 0 to 64 nodes on this machine)",
                "run nqueens --nodes                  | --nodes: no value given (expected: N)",
                "run nqueens --nodes 1 --nodes 2      | --nodes: given twice (expected: once)",
                "run nqueens --noodes 2               | unknown option: --noodes (did you mean --nodes?)",
                "run nqueens --lanes 0                | --lanes: 0 (expected: 1 to 1024 threads)",
                "run nqueens --timeout soon           | --timeout: soon (expected: a time such as 90s, 5m, 1h30m or 500ms)",
                "run nqueens --port 99999             | --port: 99999 (expected: 0 to 65535; 0 for any that is free)",
                "run nqueens --max-payload 1          | --max-payload: 1 (expected: 1024 to 1099511627776 bytes",
                "run nqueens --max-depth 0            | --max-depth: 0 (expected: 1 to 2147483647 levels)",
                "run nqueens --tls /no/folder         | --tls: /no/folder (expected: a folder that exists)",
                "run nqueens --out /no/folder/x.txt   | --out: /no/folder/x.txt (expected: a file in an existing folder)",
                "run nqueens --dir /dev/null          | --dir: /dev/null (expected: a folder, this is a file)",
                "run nqueens --in-process --nodes 2   | --nodes: has no meaning with --in-process, which starts no cluster",
                "run Missing.java                     | Missing.java: no such file (in ",
                "run --jar missing.jar my.Job         | --jar: missing.jar (expected: a jar; there is no such file in ",
                "node --seed a:1 --api-port 80        | --api-port: has no meaning with --seed",
                "node --lanes -1                      | --lanes: -1 (expected: 0 to 1024 threads)",
                "node --api-port 70000                | --api-port: 70000 (expected: 0 to 65535; 0 for any that is free)",
                "node --api-host 192.0.2.1            | --api-host: 192.0.2.1 is open to other machines (expected: also --tls DIR)",
                "node --api-host 0.0.0.0              | --api-host: 0.0.0.0 (expected: the name or address by which others reach",
                "node --dir /dev/null                 | --dir: /dev/null (expected: a folder, this is a file)",
                "node --seed there                    | --seed: there (expected: host:port, as 10.0.0.5:25520)",
                "node --seed a:1 --name a_b           | --name: a_b (expected: 1 to 64 of a-z, A-Z, 0-9, dots and dashes)",
                "node --seed a:1 --host 192.0.2.1     | --host: 192.0.2.1 is open to other machines (expected: also --tls DIR, or",
                "node --store mysql://a/b             | --store: mysql://a/b (expected: jdbc:postgresql://HOST:PORT/DATABASE?user=NAME",
                "node --seed a:1 --store jdbc:postgresql://a/b | --store: has no meaning with --seed",
                "node --check-config --port x         | --port: x (expected: 0 to 65535; 0 for any that is free)",
                "node --seed a:1 --check-config --lanes 0 | --lanes: 0 (expected: 1 to 1024 threads)",
                "node --config /no/file               | --config: /no/file (expected: a file that can be read)",
                "run nqueens --host 192.0.2.1         | --host: 192.0.2.1 is open to other machines (expected: also --tls DIR, or",
                "ca                                   | nothing to do (expected: init, or issue with a node's names)",
                "ca isue a.example                    | unknown action: isue (did you mean issue?",
                "ca init now                          | unexpected argument: now (expected: none after init)",
                "ca init --out x                      | --out: has no meaning with init (expected: --dir)",
                "ca issue                             | name: none (expected: host names and IP addresses of the node)",
                "ca issue a.example --dir /no/folder  | /no/folder/ca.crt: no such file (expected: a file in PEM)",
                "submit                               | nothing to submit (expected: the name of a program, File.java, or --jar",
                "submit nqueens -p n                  | -p: n (expected: name=value)",
                "submit nqueens --label team          | --label: team (expected: key=value)",
                "submit nqueens --priority 10         | --priority: 10 (expected: 0 to 9, higher first)",
                "submit nqueens --deadline soon       | --deadline: soon (expected: a time such as 90s, 5m",
                "submit nqueens --max-cores 0         | --max-cores: 0 (expected: 1 to 2147483647 cores)",
                "submit nqueens --retries 101         | --retries: 101 (expected: 0 to 100 times)",
                "submit Missing.java                  | Missing.java: no such file (in ",
                "submit --jar missing.jar my.Job      | --jar: missing.jar (expected: a jar; there is no such file in ",
                "submitt nqueens                      | unknown command: submitt (did you mean submit?",
                "jobs --stat QUEUED                   | unknown option: --stat (did you mean --state?)",
                "completion fish                      | shell: fish (expected: bash or zsh)",
                "backup                               | file: none (expected: where the copy is to be)",
                "backup copy.db --dir /no/folder      | STORE_FAILED: copy of /no/folder/store/cleave.db to copy.db (expected: a store",
                "programs nquens                      | unknown program: nquens (did you mean nqueens?",
                "bench fib35-plain                    | unknown line: fib35-plain (did you mean fib34-plain?",
                "bench --parts PathPart.kid           | unknown part: PathPart.kid (did you mean PathPart.",
                "bench --rounds 0                     | --rounds: 0 (expected: 1 to 1000 runs)",
                "bench --round 3                      | unknown option: --round (did you mean --rounds?)",
                "program                              | unknown command: program (did you mean programs?",
                "help programm                        | unknown command: programm (did you mean programs?",
            })
    void whatCannotBeUsedIsRefusedWithWhatWasExpected(String arguments, String complaint) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("cleave: " + complaint);
        assertThat(err().lines().count()).isLessThanOrEqualTo(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("Usage: cleave").contains("run", "node", "programs", "classpath");
    }

    @Test
    void helpGoesToStandardOutput() {
        assertThat(run("help", "run")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).startsWith("Usage: cleave run").contains("--in-process", "Exit codes: 0 success");
        assertThat(err()).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : CommandModel.NAMES) {
            assertThat(run(command, "--help")).isEqualTo(ExitCode.SUCCESS);
            assertThat(out()).contains("Usage: cleave " + command);
        }
    }

    @Test
    void programsAreListedWithTheirParameters() {
        assertThat(run("programs")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .contains("nqueens  counts the ways")
                .containsPattern("n +(=) 8 +number of queens and of rows \\(integer, 1 to 31\\)");
    }

    @Test
    void oneProgramIsDescribed() {
        assertThat(run("programs", "integrate")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .contains("class dev.cleave.examples.Integrate")
                .contains("one of pi, sine")
                .endsWith("cleave run integrate -p function=pi" + System.lineSeparator());
    }

    @Test
    void linesAndPartsOfTheBenchAreListed() {
        assertThat(run("bench", "--list")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).containsPattern("fib34-plain +≤ 1.8 × +fib 34, one lane / plain recursion");
        assertThat(run("bench", "--list", "--parts")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).contains("FramePart.claimAndDeliver", "CoordinationPart.shedGrantFinish");
    }

    @Test
    void whatIsSetIsShownAndNothingStarted() {
        assertThat(run("node", "--check-config", "--api-port", "1234", "--dir", "/no/home/x"))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out())
                .containsPattern("\napi\\.port = 1234 +# --api-port\n")
                .containsPattern("\nqueue\\.running = 16 +# default\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void anAuthorityAndANodesCertificateAreACommandEach(@TempDir Path folder) {
        String ca = folder.resolve("ca").toString();
        String node = folder.resolve("node").toString();
        assertThat(run("ca", "init", "--dir", ca)).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).startsWith("authority in " + ca + ", good until ");
        assertThat(run("ca", "issue", "127.0.0.1", "a.example", "--dir", ca, "--out", node))
                .isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).contains("certificate of 127.0.0.1, a.example in " + node);
        assertThat(Path.of(node, "node.key")).isNotEmptyFile();
        assertThat(run("ca", "init", "--dir", ca)).isEqualTo(ExitCode.USAGE);
        assertThat(run("ca", "issue", "*.example", "--dir", ca)).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("ca.key: is there already", "name: '*.example'");
    }

    @Test
    void withoutAClusterItIsSaidHowToHaveOne() {
        for (String command : new String[] {"jobs", "nodes", "submit nqueens", "token list", "why 0123456789"}) {
            assertThat(run(command.split(" "))).isEqualTo(ExitCode.NO_CLUSTER);
        }
        assertThat(err())
                .startsWith(
                        "cleave: no cluster is known (expected: a node of this machine, which 'cleave node' starts;")
                .hasLineCount(5);
        assertThat(out()).isEmpty();
    }

    @Test
    void shellsCompleteCommandsAndOptions(@TempDir Path folder) throws Exception {
        assertThat(run("completion", "bash")).isEqualTo(ExitCode.SUCCESS);
        Path script = Files.writeString(folder.resolve("completion"), out());
        assertThat(completed(script, "cleave", "subm")).isEqualTo("submit");
        assertThat(completed(script, "cleave", "submit", "--prio")).isEqualTo("--priority");
        assertThat(completed(script, "cleave", "jobs", "--state", "QU")).isEqualTo("QUEUED");
        assertThat(completed(script, "cleave", "token", "--role", "op")).isEqualTo("operator");
    }

    private static String completed(Path script, String... words) throws Exception {
        String asking =
                "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                        + (words.length - 1) + "; COMP_LINE='" + String.join(" ", words)
                        + "'; COMP_POINT=${#COMP_LINE}; _complete_cleave; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", asking)
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer.strip();
    }

    @Test
    void theClassPathIsThatOfTheApi() {
        assertThat(run("classpath")).isEqualTo(ExitCode.SUCCESS);
        assertThat(Path.of(out().strip())).exists();
        assertThat(out()).contains("api").doesNotContain("akka");
    }

    @Test
    void theVersionNamesTheJdkToo() {
        assertThat(run("version")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out()).startsWith("cleave ").contains("java " + System.getProperty("java.version"));
    }

    @Test
    void whatDoesNotCompileIsShownWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Broken.java"), "public class Broken {\n  int x = \"text\";\n}\n");
        assertThat(run("run", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("Broken.java does not compile:")
                .contains("Broken.java:2: incompatible types: ")
                .contains("int x = \"text\";");
    }

    @Override
    Surroundings surroundings() {
        return new Surroundings(Map.of(), Path.of("/no/home"));
    }
}
