package dev.cleave.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cleave}, on pretended JDKs and a pretended build. */
class LauncherTest {
    @TempDir
    Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void prepareJdk() throws Exception {
        Path jdk = Shell.pretendedJdk(folder.resolve("jdk"), "300");
        environment = Map.of("CLEAVE_JAVA_HOME", jdk.toString(), "PATH", "/usr/bin:/bin");
    }

    @Test
    void aDistributionStartsTheCommandOnItsJarsWithTheArgumentsAsGiven() throws Exception {
        Path distribution = distribution(folder.resolve("some where/cleave-1"));

        Shell.Ended ended = Shell.run(environment, folder, List.of(distribution + "/bin/cleave", "run", "a b", "*"));

        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        assertThat(ended.output().lines())
                .contains("-Dcleave.home=" + distribution, "-XX:TieredStopAtLevel=1")
                .containsSequence(
                        "-cp",
                        distribution + "/lib/a.jar:" + distribution + "/lib/b.jar",
                        "dev.cleave.cli.Main",
                        "run",
                        "a b",
                        "*");
    }

    @Test
    void userCodeInTheCommandItselfRunsAtFullSpeed() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));

        Shell.Ended ended =
                Shell.run(environment, folder, List.of(distribution + "/bin/cleave", "run", "fib", "--in-process"));

        assertThat(ended.output().lines()).contains("--in-process").doesNotContain("-XX:TieredStopAtLevel=1");
    }

    /** Which jars a command is started on, beside those that all are. */
    @ParameterizedTest
    @CsvSource({
        "run fib, ''",
        "version, ''",
        "node --seed a:1, ''",
        "node, :client/c.jar:graph/g.jar:service/s.jar",
        "graph analyze x, :graph/g.jar",
        "pipeline run x, :client/c.jar:graph/g.jar",
        "submit fib, :client/c.jar",
        "jobs, :client/c.jar",
        "bench, :bench/m.jar:client/c.jar:graph/g.jar:service/s.jar",
    })
    void aCommandHasTheJarsThatItNeeds(String command, String more) throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));
        for (String jar : List.of("client/c.jar", "graph/g.jar", "service/s.jar", "bench/m.jar")) {
            Path file = distribution.resolve("lib").resolve(jar);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        List<String> words = new ArrayList<>(List.of(distribution + "/bin/cleave"));
        words.addAll(List.of(command.split(" ")));

        Shell.Ended ended = Shell.run(environment, folder, words);

        String lib = distribution + "/lib/";
        assertThat(ended.output().lines())
                .containsSequence("-cp", lib + "a.jar:" + lib + "b.jar" + more.replace(":", ":" + lib));
    }

    @ParameterizedTest
    @CsvSource({
        "17, -XX:ArchiveClassesAtExit, -XX:SharedArchiveFile, jsa",
        "24, -XX:ArchiveClassesAtExit, -XX:SharedArchiveFile, jsa",
        "25, -XX:AOTCacheOutput, -XX:AOTCache, aot",
    })
    void classArchivesAreRecordedOnceAndUsedFromThenOn(String release, String recording, String using, String kind)
            throws Exception {
        Path jdk = Shell.pretendedJdk(folder.resolve("jdk-" + release), release);
        environment = Map.of("CLEAVE_JAVA_HOME", jdk.toString(), "PATH", "/usr/bin:/bin");
        Path distribution = distribution(folder.resolve("the cleave"));
        Path recorded = recordingJava(jdk, recording);
        String archive = using + "=" + distribution + "/cds/" + release + "/command." + kind;

        List<String> version = List.of(distribution + "/bin/cleave", "version");
        assertThat(Shell.run(environment, folder, version).output()).doesNotContain(archive);
        assertThat(recorded).doesNotExist();

        List<String> run = List.of(distribution + "/bin/cleave", "run", "nqueens");
        for (int i = 0; i < 2; i++) {
            Shell.Ended ended = Shell.run(environment, folder, run);
            assertThat(ended.errors()).isEmpty();
            assertThat(ended.output().lines()).contains(archive, "-Xlog:disable");
        }
        assertThat(Shell.run(environment, folder, version).output()).contains(archive);
        assertThat(recorded).hasContent("x");
        assertThat(distribution.resolve("cds")).isDirectoryNotContaining("glob:**" + release + ".*");
    }

    @Test
    void classArchivesOfOtherJarsAreRecordedAnew() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));
        Path recorded = recordingJava(folder.resolve("jdk"), "-XX:AOTCacheOutput");
        List<String> run = List.of(distribution + "/bin/cleave", "run", "nqueens");
        Shell.run(environment, folder, run);

        assertThat(distribution.resolve("lib").toFile().setLastModified(System.currentTimeMillis() + 60_000))
                .isTrue();
        Shell.Ended ended = Shell.run(environment, folder, run);

        assertThat(ended.output().lines()).contains("-XX:AOTCache=" + distribution + "/cds/300/command.aot");
        assertThat(recorded).hasContent("x\nx");
    }

    @Test
    void whoChoosesAnArchiveIsNotContradicted() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));
        recordingJava(folder.resolve("jdk"), "-XX:AOTCacheOutput");
        List<String> run = List.of(distribution + "/bin/cleave", "run", "nqueens");
        Shell.run(environment, folder, run);

        Map<String, String> chosen = new HashMap<>(environment);
        chosen.put("CLEAVE_JAVA_OPTS", "-Xshare:off");
        Shell.Ended ended = Shell.run(chosen, folder, run);

        assertThat(ended.output()).contains("-Xshare:off").doesNotContain("-XX:AOTCache=");
    }

    /** Lets a pretended JVM make the file that an option names, and note it in the file that is returned. */
    private Path recordingJava(Path jdk, String option) throws Exception {
        Path recorded = folder.resolve("recorded");
        Shell.script(
                jdk.resolve("bin/java"),
                "for word; do case $word in " + option + "=*) : > \"${word#*=}\"; echo x >> " + recorded
                        + ";; esac; done; printf '%s\\n' \"$@\"");
        return recorded;
    }

    @Test
    void whereArchivesCannotBeRecordedTheCommandRunsAllTheSame() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));
        Files.createFile(distribution.resolve("cds"));

        Shell.Ended ended = Shell.run(environment, folder, List.of(distribution + "/bin/cleave", "run", "nqueens"));

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.output()).contains("nqueens").doesNotContain("-XX:AOTCache=");
    }

    @Test
    void aLinkToTheCommandFindsItsDistribution() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));
        Path link = Files.createSymbolicLink(folder.resolve("cleave"), Path.of("cleave-1/bin/cleave"));

        Shell.Ended ended = Shell.run(environment, folder, List.of(link.toString(), "version"));

        assertThat(ended.output().lines()).contains("-Dcleave.home=" + distribution);
    }

    @Test
    void withoutAJdkItSaysWhatIsExpected() throws Exception {
        Path distribution = distribution(folder.resolve("cleave-1"));

        Shell.Ended ended = Shell.run(
                Map.of("CLEAVE_JAVA_HOME", "/nowhere", "PATH", "/usr/bin:/bin"),
                folder,
                List.of(distribution + "/bin/cleave", "version"));

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.errors())
                .contains("expected: JDK 17 or newer")
                .contains("/nowhere")
                .hasLineCount(1);
    }

    @Test
    void aCheckoutIsBuiltOnFirstUseAndAgainOnlyWhenSourcesChange() throws Exception {
        Path checkout = checkout("mkdir -p modules/cli/target/cleave/lib; : > modules/cli/target/cleave/lib/a.jar");
        List<String> command = List.of(checkout + "/cleave", "version");

        Shell.Ended first = Shell.run(environment, folder, command);
        assertThat(first.exitCode()).as(first.errors()).isZero();
        assertThat(first.errors()).contains("cleave: building").contains("the build says something");
        assertThat(first.output()).contains("dev.cleave.cli.Main").doesNotContain("the build says something");

        assertThat(Shell.run(environment, folder, command).errors()).isEmpty();

        Path source = checkout.resolve("modules/api/src/main/New.java");
        Files.writeString(source, "");
        assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 60_000))
                .isTrue();
        assertThat(Shell.run(environment, folder, command).errors()).contains("cleave: building");
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        Path checkout = checkout("echo built >> builds; until [ -f second ]; do :; done; "
                + "mkdir -p modules/cli/target/cleave/lib; : > modules/cli/target/cleave/lib/a.jar");
        List<String> command = List.of(checkout + "/cleave", "version");

        CompletableFuture<Shell.Ended> first = inBackground(command);
        await().until(() -> Files.exists(checkout.resolve("builds")));
        CompletableFuture<Shell.Ended> second = inBackground(command);
        Files.createFile(checkout.resolve("second"));

        assertThat(first.get().output()).contains("dev.cleave.cli.Main");
        assertThat(second.get().output()).contains("dev.cleave.cli.Main");
        assertThat(checkout.resolve("builds")).hasContent("built");
    }

    @Test
    void aFailedBuildEndsTheCommandAndIsTriedAgain() throws Exception {
        Path checkout = checkout("exit 1");
        List<String> command = List.of(checkout + "/cleave", "version");

        Shell.Ended first = Shell.run(environment, folder, command);
        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.errors()).contains("the build failed");
        assertThat(first.output()).isEmpty();
        assertThat(Shell.run(environment, folder, command).errors()).contains("cleave: building");
    }

    @Test
    void aLockLeftBehindByADeadProcessIsTakenOver() throws Exception {
        Path checkout = checkout("mkdir -p modules/cli/target/cleave/lib; : > modules/cli/target/cleave/lib/a.jar");
        Files.createDirectories(checkout.resolve("target"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock =
                Files.createSymbolicLink(checkout.resolve("target/launcher.lock"), Path.of(Long.toString(dead.pid())));

        Shell.Ended ended = Shell.run(environment, folder, List.of(checkout + "/cleave", "version"));

        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        assertThat(Files.isSymbolicLink(lock)).isFalse();
    }

    private CompletableFuture<Shell.Ended> inBackground(List<String> command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Shell.run(environment, folder, command);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Path distribution(Path home) throws Exception {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        Files.copy(Shell.ROOT.resolve("cleave"), bin.resolve("cleave"));
        Files.copy(Shell.ROOT.resolve("deploy/find-jdk.sh"), bin.resolve("find-jdk.sh"));
        assertThat(bin.resolve("cleave").toFile().setExecutable(true)).isTrue();
        Files.createFile(lib.resolve("b.jar"));
        Files.createFile(lib.resolve("a.jar"));
        return home;
    }

    /** A checkout whose build does only this. */
    private Path checkout(String build) throws Exception {
        Path checkout = folder.resolve("checkout");
        Files.createDirectories(checkout.resolve("deploy"));
        Files.createDirectories(checkout.resolve("proto"));
        Files.createDirectories(checkout.resolve("modules/api/src/main"));
        Files.copy(Shell.ROOT.resolve("cleave"), checkout.resolve("cleave"));
        Files.copy(Shell.ROOT.resolve("deploy/find-jdk.sh"), checkout.resolve("deploy/find-jdk.sh"));
        Files.createFile(checkout.resolve("pom.xml"));
        assertThat(checkout.resolve("cleave").toFile().setExecutable(true)).isTrue();
        Shell.script(checkout.resolve("mvnw"), "cd '" + checkout + "'; echo the build says something; " + build);
        return checkout;
    }
}
