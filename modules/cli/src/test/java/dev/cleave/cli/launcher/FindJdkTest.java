package dev.cleave.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/find-jdk.sh}. JDKs of versions beyond any real one keep the machine's own out of the way. */
class FindJdkTest {
    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    @TempDir
    Path folder;

    @Test
    void theNewestOfAllIsTaken() throws Exception {
        Path home = Shell.pretendedJdk(folder.resolve("home"), "300.0.1");
        Path onPath = Shell.pretendedJdk(folder.resolve("path"), "310-ea");

        assertThat(find("200", Map.of("JAVA_HOME", home.toString(), "PATH", onPath + "/bin:" + SYSTEM_PATH)))
                .isEqualTo(onPath + " 310");
    }

    @Test
    void javaHomeWinsAmongEquals() throws Exception {
        Path home = Shell.pretendedJdk(folder.resolve("home"), "300.0.1");
        Path onPath = Shell.pretendedJdk(folder.resolve("path"), "300.0.2");

        assertThat(find("200", Map.of("JAVA_HOME", home.toString(), "PATH", onPath + "/bin:" + SYSTEM_PATH)))
                .isEqualTo(home + " 300");
    }

    @Test
    void theCommandOnThePathIsFollowedThroughItsLinks() throws Exception {
        Path jdk = Shell.pretendedJdk(folder.resolve("a folder/jdk"), "300");
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("alternative"), jdk.resolve("bin/javac"));
        Files.createSymbolicLink(links.resolve("javac"), Path.of("alternative"));

        assertThat(find("200", Map.of("PATH", links + ":" + SYSTEM_PATH))).isEqualTo(jdk + " 300");
    }

    @Test
    void theUsualFoldersOfTheUserAreSearched() throws Exception {
        Path jdk = Shell.pretendedJdk(folder.resolve(".sdkman/candidates/java/300.0.1-open"), "300.0.1");

        assertThat(find("200", Map.of("HOME", folder.toString(), "PATH", SYSTEM_PATH)))
                .isEqualTo(jdk + " 300");
    }

    @Test
    void aJavaWithoutACompilerIsPassedOver() throws Exception {
        Path jre = Shell.pretendedJdk(folder.resolve("jre"), "300");
        Files.delete(jre.resolve("bin/javac"));

        assertThat(find("200", Map.of("JAVA_HOME", jre.toString(), "PATH", SYSTEM_PATH)))
                .isEmpty();
    }

    @Test
    void versionsOutsideTheLimitsArePassedOver() throws Exception {
        Path old = Shell.pretendedJdk(folder.resolve("old"), "1.8.0_402");
        Path newest = Shell.pretendedJdk(folder.resolve("newest"), "300");
        Path fitting = Shell.pretendedJdk(folder.resolve(".jdks/fitting"), "250");

        assertThat(find(
                        "200 250",
                        Map.of(
                                "JAVA_HOME", old.toString(),
                                "HOME", folder.toString(),
                                "PATH", newest + "/bin:" + SYSTEM_PATH)))
                .isEqualTo(fitting + " 250");
    }

    @Test
    void cleaveJavaHomeEndsTheSearch() throws Exception {
        Path chosen = Shell.pretendedJdk(folder.resolve("chosen"), "250");
        Path newer = Shell.pretendedJdk(folder.resolve("newer"), "300");

        assertThat(find(
                        "200",
                        Map.of(
                                "CLEAVE_JAVA_HOME",
                                chosen.toString(),
                                "JAVA_HOME",
                                newer.toString(),
                                "PATH",
                                SYSTEM_PATH)))
                .isEqualTo(chosen + " 250");
        assertThat(find(
                        "260",
                        Map.of(
                                "CLEAVE_JAVA_HOME",
                                chosen.toString(),
                                "JAVA_HOME",
                                newer.toString(),
                                "PATH",
                                SYSTEM_PATH)))
                .isEmpty();
    }

    private String find(String limits, Map<String, String> environment) throws Exception {
        Shell.Ended ended = Shell.run(
                new LinkedHashMap<>(environment),
                folder,
                List.of(
                        "sh",
                        "-euc",
                        ". '" + Shell.ROOT + "/deploy/find-jdk.sh'; find_newest_jdk " + limits
                                + "; echo $jdk_home $jdk_version"));
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        return ended.output();
    }
}
