package dev.cleave.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cleave run}, as it should go. */
class RunIT {

    @TempDir
    private Path folder;

    @Test
    void twoNodesPrintTheResultAloneAndReportOnTheRest() {
        CleaveProcess command = CleaveProcess.run(folder, "run", "nqueens", "-p", "n=11", "--dir", "logs", "-v");
        assertThat(command.out()).isEqualTo("2680\n");
        assertThat(command.exitCode()).isZero();
        assertThat(command.err())
                .contains("cleave: nodes can join with: cleave node --seed 127.0.0.1:")
                .containsPattern("cleave: nqueens took .* on 2 nodes, 2 lanes")
                .contains("work T1", "span T∞", "parallelism", "efficiency", "predicted time", "1,024")
                .containsPattern("leases +\\d+ +retries +0 +nodes lost +0")
                .containsPattern("node-1-\\w+ +1 ")
                .containsPattern("node-2-\\w+ +1 ")
                .contains("cleave: logs are in " + folder.resolve("logs"))
                .doesNotContainIgnoringCase("akka", "slf4j", "exception");
        assertThat(folder.resolve("logs/node-1/agent.log")).exists();
        assertThat(folder.resolve("logs/node-1/agent.pid")).exists();
        assertThat(folder.resolve("logs/node-2/runner.pid")).exists();
        assertThat(folder.resolve("logs/controller.log")).exists();
    }

    @Test
    void jsonIsOneDocumentAndTheTemporaryFolderGoesAway() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("CLEAVE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        String[] arguments = {"run", "sort", "-p", "n=20000", "--nodes", "1", "--json", "--profile", "--out", "sorted"};
        try (CleaveProcess command = CleaveProcess.start(folder, environment, arguments)) {
            command.awaitEnd();
            assertThat(command.out())
                    .startsWith("{\n  \"program\": \"sort\",")
                    .contains("\"n\": \"20000\"")
                    .contains("\"state\": \"SUCCEEDED\"")
                    .contains("\"spanIsUpperBound\": false")
                    .contains("\"out\": \"sorted\"")
                    .contains("\"lostNodes\": 0")
                    .endsWith("\"failure\": null\n}\n");
            assertThat(command.exitCode()).isZero();
        }
        assertThat(folder.resolve("sorted")).isNotEmptyFile();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void inProcessNoClassOfAkkaOrLogbackIsLoaded() throws IOException {
        Path classes = folder.resolve("classes.txt");
        Map<String, String> environment = Map.of("CLEAVE_JAVA_OPTS", "-Xlog:class+load:file=" + classes);
        try (CleaveProcess command =
                CleaveProcess.start(folder, environment, "run", "nqueens", "-p", "n=8", "--in-process")) {
            command.awaitEnd();
            assertThat(command.out()).isEqualTo("92\n");
            assertThat(command.err()).contains("in this process").doesNotContain("leases");
            assertThat(command.exitCode()).isZero();
        }
        assertThat(Files.readString(classes))
                .contains("dev.cleave.engine.InProcess")
                .doesNotContain(" akka.", " scala.", " ch.qos.logback.", " dev.cleave.cluster.");
    }

    @Test
    void theProgramOfTheGuideRunsAsPrinted() throws IOException {
        writeProgramOfTheGuide();
        CleaveProcess command = CleaveProcess.run(folder, "run", "MyProgram.java", "-p", "n=12");
        assertThat(command.out()).isEqualTo("324932\n");
        assertThat(command.exitCode()).isZero();
    }

    @Test
    void theRefusalsOfTheGuideAreAsPrinted() throws IOException {
        writeProgramOfTheGuide();
        for (String value : List.of("n=99", "m=12")) {
            CleaveProcess command = CleaveProcess.run(folder, "run", "MyProgram.java", "-p", value);
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.out()).isEmpty();
            assertThat(guide()).contains("$ ./cleave run MyProgram.java -p " + value + "\n" + command.err());
        }
    }

    @Test
    void aJobOfAJarRunsOnTheClusterAndInProcess() throws IOException {
        Path jar = Jobs.jar("Misbehaving.java", folder);
        CleaveProcess onNodes = CleaveProcess.run(folder, Jobs.run(jar, "Misbehaving", List.of("--nodes", "1")));
        assertThat(onNodes.out()).isEqualTo("256\n");
        CleaveProcess here = CleaveProcess.run(folder, Jobs.run(jar, "Misbehaving", List.of("--in-process")));
        assertThat(here.out()).isEqualTo("256\n");
    }

    @Test
    void usageErrorsStartNothingAndLeaveNothing() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("CLEAVE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        try (CleaveProcess command = CleaveProcess.start(folder, environment, "run", "nqueens", "-p", "n=32")) {
            command.awaitEnd();
            assertThat(command.exitCode()).isEqualTo(2);
            assertThat(command.out()).isEmpty();
            assertThat(command.err()).isEqualTo("cleave: n: 32 (expected: 1 to 31)\n");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theProgramOfTheReadmeRunsAsPrinted() throws IOException {
        String program = firstProgram(Files.readString(Path.of("..", "..", "README.md")));
        Files.writeString(folder.resolve("Fibonacci.java"), program);
        CleaveProcess command =
                CleaveProcess.run(folder, "run", "Fibonacci.java", "-p", "n=20", "--in-process", "--lanes", "1");
        assertThat(command.out()).isEqualTo("6765\n");
    }

    private void writeProgramOfTheGuide() throws IOException {
        String program = firstProgram(guide());
        assertThat(program).contains("public final class MyProgram");
        Files.writeString(folder.resolve("MyProgram.java"), program);
    }

    private static String firstProgram(String document) {
        int start = document.indexOf("```java\n") + "```java\n".length();
        return document.substring(start, document.indexOf("```", start));
    }

    private static String guide() throws IOException {
        return Files.readString(Path.of("..", "..", "docs", "write-a-program.md"));
    }
}
