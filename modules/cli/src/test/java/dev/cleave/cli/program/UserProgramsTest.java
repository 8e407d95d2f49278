package dev.cleave.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.cli.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserProgramsTest {

    private static final String JOB = """
            import dev.cleave.api.*;
            import java.util.List;

            %s class %s implements Job<Integer, Long> {
              public String name() { return "mine"; }
              public Integer rootProblem(Arguments arguments) { return 3; }
              public DivideAndConquer<Integer, Long> program(JobContext context) { throw new IllegalStateException(); }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aSourceFileBecomesAJarThatHoldsItsJob() throws IOException {
        Program program = source("Mine.java", JOB.formatted("public", "Mine"));
        assertThat(program.jobClass()).isEqualTo("Mine");
        assertThat(program.name()).isEqualTo("mine");
        assertThat(program.classPath()).containsExactly(folder.resolve("out.jar"));
    }

    @Test
    void theSameSourceBecomesTheSameJar() throws IOException {
        source("Mine.java", JOB.formatted("public", "Mine"));
        byte[] first = Files.readAllBytes(folder.resolve("out.jar"));
        source("Mine.java", JOB.formatted("public", "Mine"));
        assertThat(Files.readAllBytes(folder.resolve("out.jar"))).isEqualTo(first);
    }

    @Test
    void theJobMayHaveAnotherNameIfItIsTheOnlyOne() throws IOException {
        assertThat(source("Other.java", JOB.formatted("", "Mine")).jobClass()).isEqualTo("Mine");
    }

    @Test
    void aFileWithoutAJobIsRefused() {
        assertThatThrownBy(() -> source("Nothing.java", "class A {} class B {}"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("classes that implement dev.cleave.api.Job: none")
                .hasMessageContaining("(expected: a public class Nothing that does)");
    }

    @Test
    void aJobThatNeedsArgumentsToBeMadeIsRefused() {
        String text = JOB.formatted("public", "Mine")
                .replace("public String name", "public Mine(int x) {} public String name");
        assertThatThrownBy(() -> source("Mine.java", text)).hasMessageContaining("constructor without arguments");
    }

    @Test
    void complaintsOfTheCompilerNameTheLineAndShowIt() {
        assertThatThrownBy(() -> source("Bad.java", "class Bad {\n  int f() { return oops; }\n}\n"))
                .hasMessageContaining("Bad.java:2: cannot find symbol")
                .hasMessageContaining("int f() { return oops; }");
    }

    @Test
    void aJobIsFoundInAJarByItsClassAndByItsName() throws IOException {
        Path jar = jarWithMine();
        assertThat(UserPrograms.fromJars(List.of(jar), "Mine").name()).isEqualTo("mine");
        assertThat(UserPrograms.fromJars(List.of(jar), "mine").jobClass()).isEqualTo("Mine");
    }

    @Test
    void aClassThatIsNotThereIsRefusedWithTheNearest() throws IOException {
        Path jar = jarWithMine();
        assertThatThrownBy(() -> UserPrograms.fromJars(List.of(jar), "Mined"))
                .hasMessage("no class Mined in " + jar + " (did you mean Mine?)");
    }

    @Test
    void aFileThatIsNoJarIsRefused() throws IOException {
        Path noJar = Files.writeString(folder.resolve("no.jar"), "no zip");
        assertThatThrownBy(() -> UserPrograms.fromJars(List.of(noJar), "Mine"))
                .hasMessageStartingWith("--jar: " + noJar + " (expected: a jar; ");
    }

    @Test
    void aBundledProgramIsFoundByNameAndByClass() {
        assertThat(BundledPrograms.named("nqueens").jobClass()).isEqualTo("dev.cleave.examples.NQueens");
        assertThat(BundledPrograms.named("dev.cleave.examples.NQueens").name()).isEqualTo("nqueens");
    }

    @Test
    void defaultsCountAmongTheArguments() {
        assertThat(BundledPrograms.named("nqueens").effective(Map.of("n", "12")))
                .containsEntry("n", "12")
                .containsEntry("kernel", "true");
    }

    private Program source(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return UserPrograms.fromSource(file, List.of(), folder.resolve("out.jar"));
    }

    private Path jarWithMine() throws IOException {
        Path file = Files.writeString(folder.resolve("Mine.java"), JOB.formatted("public", "Mine"));
        TreeMap<String, byte[]> entries = new TreeMap<>(SourceFile.compile(file, List.of()));
        entries.put("META-INF/services/dev.cleave.api.Job", "Mine # mine\n".getBytes());
        Path jar = folder.resolve("mine.jar");
        JarPacker.pack(entries, jar);
        return jar;
    }
}
