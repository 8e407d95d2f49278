package dev.cleave.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvnw}, with repositories on this machine. */
class MavenWrapperTest {
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    Path folder;

    @Test
    void theDistributionIsDownloadedOnceAndRunWithTheArgumentsGiven() throws Exception {
        byte[] archive = archive("echo downloaded maven: \"$@\"");
        Path project = project(archive);
        HttpServer repository = repository(archive);
        Map<String, String> environment = environment(repository.getAddress().getPort());
        try {
            Shell.Ended first = Shell.run(environment, folder, List.of(project + "/mvnw", "verify", "a b"));
            assertThat(first.output()).as(first.errors()).isEqualTo("downloaded maven: verify a b");
        } finally {
            repository.stop(0);
        }
        Shell.Ended second = Shell.run(environment, folder, List.of(project + "/mvnw", "again"));
        assertThat(second.output()).as(second.errors()).isEqualTo("downloaded maven: again");
    }

    @Test
    void anArchiveOtherThanTheOneExpectedIsRefused() throws Exception {
        Path project = project(archive("echo expected"));
        HttpServer repository = repository(archive("echo forged"));
        try {
            Shell.Ended ended = Shell.run(
                    environment(repository.getAddress().getPort()), folder, List.of(project + "/mvnw", "verify"));
            assertThat(ended.output()).isEqualTo("maven of the machine: verify");
            assertThat(ended.errors()).contains("SHA-256").contains("expected:");
        } finally {
            repository.stop(0);
        }
    }

    @Test
    void whereNothingCanBeDownloadedTheMavenOnThePathRuns() throws Exception {
        Path project = project(archive("echo never"));
        HttpServer gone = repository(new byte[0]);
        gone.stop(0);

        Shell.Ended ended =
                Shell.run(environment(gone.getAddress().getPort()), folder, List.of(project + "/mvnw", "-v"));

        assertThat(ended.output()).isEqualTo("maven of the machine: -v");
        assertThat(ended.errors()).contains("cannot be downloaded").contains("using the mvn on the PATH");
    }

    private Map<String, String> environment(int port) throws Exception {
        Shell.script(folder.resolve("tools/mvn"), "echo maven of the machine: \"$@\"");
        return Map.of(
                "JAVA_HOME",
                JAVA_HOME,
                "HOME",
                folder.toString(),
                "MVNW_REPOURL",
                "http://localhost:" + port + "/repository",
                "PATH",
                folder + "/tools:/usr/bin:/bin");
    }

    /** A checkout with nothing but the wrapper, which expects this archive. */
    private Path project(byte[] archive) throws Exception {
        Path project = folder.resolve("project");
        Path wrapper = Files.createDirectories(project.resolve(".mvn/wrapper"));
        Files.copy(Shell.ROOT.resolve("mvnw"), project.resolve("mvnw"));
        assertThat(project.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        Files.copy(Shell.ROOT.resolve(".mvn/wrapper/InstallMaven.java"), wrapper.resolve("InstallMaven.java"));
        String properties = Files.readString(Shell.ROOT.resolve(".mvn/wrapper/maven-wrapper.properties"));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        Files.writeString(
                wrapper.resolve("maven-wrapper.properties"),
                properties.replaceAll("distributionSha256Sum=.*", "distributionSha256Sum=" + sha256));
        return project;
    }

    private static HttpServer repository(byte[] archive) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/repository/org/apache/maven/apache-maven/", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] archive(String mvn) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("apache-maven-0/"));
            zip.putNextEntry(new ZipEntry("apache-maven-0/bin/"));
            zip.putNextEntry(new ZipEntry("apache-maven-0/bin/mvn"));
            zip.write(("#!/bin/sh\n" + mvn + "\n").getBytes());
        }
        return bytes.toByteArray();
    }
}
