package dev.cleave.cluster.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as text in files. */
final class Pem {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /** Writes a file that is not there yet. */
    static void write(Path file, String kind, byte[] bytes, String mode) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                file, Set.copyOf(EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)), attributes)) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException there) {
            throw CertificateRefusedException.of(file, "is there already", "a new file; nothing is overwritten");
        }
    }

    /** The certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws CertificateRefusedException {
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes(file)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!all.isEmpty()) {
                return all;
            }
        } catch (GeneralSecurityException notCertificates) {
            throw new CertificateRefusedException(
                    file + ": no certificate (expected: PEM): " + notCertificates.getMessage(), notCertificates);
        }
        throw CertificateRefusedException.of(file, "no certificate", "PEM, at least one certificate");
    }

    /**
     * The key of a file.
     *
     * @param algorithm of the certificate that goes with it
     */
    static PrivateKey key(Path file, String algorithm) throws CertificateRefusedException {
        Matcher key = PRIVATE_KEY.matcher(new String(bytes(file).readAllBytes(), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw CertificateRefusedException.of(
                    file, "no private key", "PEM, PKCS#8 without a password: BEGIN PRIVATE KEY");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            // Neither the key nor the cause, which may quote it.
            throw CertificateRefusedException.of(
                    file, "not a key of kind " + algorithm, "the key that belongs to the certificate");
        }
    }

    private static ByteArrayInputStream bytes(Path file) throws CertificateRefusedException {
        try {
            return new ByteArrayInputStream(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw CertificateRefusedException.of(file, "no such file", "a file in PEM");
        } catch (IOException e) {
            throw new CertificateRefusedException(file + ": cannot be read: " + e, e);
        }
    }
}
