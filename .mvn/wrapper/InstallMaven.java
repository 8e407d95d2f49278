import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads a Maven distribution, checks its SHA-256 and unpacks it: {@code java InstallMaven.java URL SHA256 FOLDER}.
 *
 * <p>Run by {@code mvnw} as a source file, so that nothing but the JDK is needed. The folder appears whole or not at
 * all: the archive is unpacked next to it and moved into place, and the archive's own top folder is left out.
 */
public class InstallMaven {
    public static void main(String[] args) throws Exception {
        URI url = URI.create(args[0]);
        String expected = args[1];
        Path folder = Path.of(args[2]).toAbsolutePath();

        byte[] archive = download(url);
        String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        if (!actual.equals(expected)) {
            fail("SHA-256 of " + url + ": " + actual + " (expected: " + expected + ")");
        }
        Files.createDirectories(folder.getParent());
        Path unpacked = Files.createTempDirectory(folder.getParent(), "unpacking");
        unpack(archive, unpacked);
        try {
            Files.move(unpacked, folder);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) { // else another build was faster
                throw e;
            }
        }
    }

    private static byte[] download(URI url) throws InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10));
        String proxy = System.getenv("https_proxy") != null ? System.getenv("https_proxy") : System.getenv("HTTPS_PROXY");
        if (proxy != null && !proxy.isBlank()) {
            URI at = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            client.proxy(ProxySelector.of(new InetSocketAddress(at.getHost(), at.getPort() < 0 ? 80 : at.getPort())));
        }
        HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(5)).build();
        try {
            var response = client.build().send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                fail(url + " answers " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
        } catch (IOException unreachable) {
            fail(url + " cannot be downloaded: " + unreachable);
            throw new AssertionError(unreachable);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (InputStream bytes = new java.io.ByteArrayInputStream(archive);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = folder.resolve(inside).normalize();
                if (!target.startsWith(folder)) {
                    fail("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        folder.resolve("bin/mvn").toFile().setExecutable(true, false);
    }

    private static void fail(String reason) {
        System.err.println("mvnw: " + reason);
        System.exit(1);
    }
}
