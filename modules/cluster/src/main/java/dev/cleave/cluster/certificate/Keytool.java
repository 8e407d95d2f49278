package dev.cleave.cluster.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's keytool, with a store that lives as long as this does, in a folder that only its user can enter.
 *
 * <p>The JDK has no public way to make a certificate but this program. A library that could (Bouncy Castle) would add ten
 * megabytes of signed jars to every node for two commands that are used once per machine.
 */
final class Keytool implements AutoCloseable {

    private static final String PASSWORD_VARIABLE = "CLEAVE_STORE_PASSWORD";
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Path store;
    private final String password;

    Keytool() throws IOException {
        folder = Files.createTempDirectory("cleave-ca-");
        store = folder.resolve("keys.p12");
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        password = HexFormat.of().formatHex(random);
    }

    /** A key with its certificate, and the one that vouches for it if that is another. */
    record Pair(PrivateKey key, X509Certificate certificate) {}

    /** Puts a key with its certificate into the store. */
    void add(String alias, Pair pair) throws IOException {
        try (OutputStream out = Files.newOutputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(alias, pair.key(), password.toCharArray(), new Certificate[] {pair.certificate()});
            keys.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new CertificateRefusedException("the authority's key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes a key with its certificate. */
    Pair generate(String alias, List<String> how) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "3072", "-sigalg", "SHA256withRSA"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
        command.addAll(how);
        run(command);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            Key key = keys.getKey(alias, password.toCharArray());
            if (key instanceof PrivateKey made && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                return new Pair(made, certificate);
            }
        } catch (GeneralSecurityException e) {
            throw new CertificateRefusedException("what keytool made cannot be read: " + e.getMessage(), e);
        }
        throw new CertificateRefusedException("keytool made no key");
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path words = folder.resolve("words");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new CertificateRefusedException(
                    command.get(0) + ": cannot be started (expected: keytool, which every JDK brings)", missing);
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new CertificateRefusedException("keytool has not ended after " + PATIENCE_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new CertificateRefusedException("keytool: "
                    + Files.readString(words, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
        Files.deleteIfExists(folder.resolve("words"));
        Files.deleteIfExists(folder);
    }
}
