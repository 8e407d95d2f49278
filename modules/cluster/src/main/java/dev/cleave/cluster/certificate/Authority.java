package dev.cleave.cluster.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A private authority: a key and a certificate in a folder, by which nodes of one cluster know each other.
 *
 * <p>Whoever has {@code ca.key} can make nodes of the cluster: keep it off the nodes. For one thread.
 */
public final class Authority {

    /** The authority's key, which only its user can read. */
    public static final String KEY = "ca.key";

    private static final String OWNER_ONLY = "rw-------";
    private static final String EVERYBODY_READS = "rw-r--r--";
    /** An hour ago, in the words of keytool: the clocks of machines differ. */
    private static final String NOW = "-1H";

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration LIFE_OF_A_NODE = Duration.ofDays(365);

    private final Keytool.Pair pair;
    private final Path folder;

    private Authority(Path folder, Keytool.Pair pair) {
        this.folder = folder;
        this.pair = pair;
    }

    /**
     * Makes an authority, good for ten years.
     *
     * @param folder where its two files go; made if it does not exist
     * @throws CertificateRefusedException if one is there already
     * @throws IOException if the folder cannot be written
     */
    public static Authority create(Path folder) throws IOException, InterruptedException {
        return create(folder, NOW, LIFE);
    }

    static Authority create(Path folder, String start, Duration life) throws IOException, InterruptedException {
        refuseIfThere(folder, KEY, TlsIdentity.AUTHORITY);
        Files.createDirectories(folder);
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        try (Keytool keytool = new Keytool()) {
            Keytool.Pair pair = keytool.generate(
                    "ca",
                    List.of(
                            "-dname",
                            "CN=Cleave authority " + HexFormat.of().formatHex(random),
                            "-startdate",
                            start,
                            "-validity",
                            String.valueOf(life.toDays()),
                            "-ext",
                            "BasicConstraints:critical=ca:true,pathlen:0",
                            "-ext",
                            "KeyUsage:critical=keyCertSign,cRLSign"));
            Pem.write(folder.resolve(KEY), "PRIVATE KEY", pair.key().getEncoded(), OWNER_ONLY);
            Pem.write(
                    folder.resolve(TlsIdentity.AUTHORITY),
                    "CERTIFICATE",
                    TlsIdentity.encoded(pair.certificate()),
                    EVERYBODY_READS);
            return new Authority(folder, pair);
        }
    }

    /**
     * An authority that was made before.
     *
     * @param now the time
     * @throws CertificateRefusedException if a file is missing or none such, the key does not belong to the certificate,
     *     or the certificate has expired
     */
    public static Authority open(Path folder, Instant now) throws CertificateRefusedException {
        Path file = folder.resolve(TlsIdentity.AUTHORITY);
        X509Certificate certificate = Pem.certificates(file).get(0);
        if (certificate.getBasicConstraints() < 0) {
            throw CertificateRefusedException.of(file, "not an authority", "a certificate that may sign others");
        }
        if (!now.isBefore(certificate.getNotAfter().toInstant())) {
            throw CertificateRefusedException.of(
                    file, "expired on " + certificate.getNotAfter().toInstant(), "an authority that is still good");
        }
        Keytool.Pair pair = new Keytool.Pair(
                Pem.key(folder.resolve(KEY), certificate.getPublicKey().getAlgorithm()), certificate);
        TlsIdentity.refuseUnlessPair(folder.resolve(KEY), pair.key(), certificate);
        return new Authority(folder, pair);
    }

    /**
     * Makes a node's key and certificate, good for a year, or until the authority's ends.
     *
     * @param names host names and IP addresses by which the others reach the node; at least one
     * @param to a folder for {@code node.key}, {@code node.crt} and {@code ca.crt}, which the node is started with; made
     *     if it does not exist
     * @throws CertificateRefusedException if a name is none, or one of the files is there already
     * @throws IOException if the folder cannot be written
     */
    public void issue(List<String> names, Path to) throws IOException, InterruptedException {
        issue(names, to, NOW, LIFE_OF_A_NODE);
    }

    void issue(List<String> names, Path to, String start, Duration life) throws IOException, InterruptedException {
        if (names.isEmpty()) {
            throw CertificateRefusedException.of("name", "none", "at least one host name or IP address of the node");
        }
        List<String> alternatives = new ArrayList<>();
        for (String name : names) {
            alternatives.add(HostName.of(name).alternativeName());
        }
        refuseIfThere(to, TlsIdentity.KEY, TlsIdentity.CERTIFICATE, TlsIdentity.AUTHORITY);
        Duration left =
                Duration.between(Instant.now(), pair.certificate().getNotAfter().toInstant());
        long days = Math.max(1, Math.min(life.toDays(), left.toDays()));
        Files.createDirectories(to);
        try (Keytool keytool = new Keytool()) {
            keytool.add("ca", pair);
            Keytool.Pair node = keytool.generate(
                    "node",
                    List.of(
                            "-signer",
                            "ca",
                            "-dname",
                            "CN=Cleave node",
                            "-startdate",
                            start,
                            "-validity",
                            String.valueOf(days),
                            "-ext",
                            "SAN=" + String.join(",", alternatives),
                            "-ext",
                            "KeyUsage:critical=digitalSignature,keyEncipherment",
                            "-ext",
                            "ExtendedKeyUsage=serverAuth,clientAuth"));
            Pem.write(to.resolve(TlsIdentity.KEY), "PRIVATE KEY", node.key().getEncoded(), OWNER_ONLY);
            Pem.write(
                    to.resolve(TlsIdentity.CERTIFICATE),
                    "CERTIFICATE",
                    TlsIdentity.encoded(node.certificate()),
                    EVERYBODY_READS);
            Pem.write(
                    to.resolve(TlsIdentity.AUTHORITY),
                    "CERTIFICATE",
                    TlsIdentity.encoded(pair.certificate()),
                    EVERYBODY_READS);
        }
    }

    /** Until when it is good. */
    public Instant expires() {
        return pair.certificate().getNotAfter().toInstant();
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    private static void refuseIfThere(Path folder, String... files) throws CertificateRefusedException {
        for (String file : files) {
            if (Files.exists(folder.resolve(file))) {
                throw CertificateRefusedException.of(
                        folder.resolve(file), "is there already", "a new folder; nothing is overwritten");
            }
        }
    }
}
