package dev.cleave.cluster.certificate;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a node proves itself by, and whom it believes: a key, a certificate for it, and an authority's certificate.
 *
 * <p>Both ends of a connection show a certificate that the authority vouches for. Who connects also checks that it is for
 * the very name or number that was connected to; since nodes connect in both directions, nobody takes part under an
 * address that its certificate is not for. Immutable; safe for use by many threads at once.
 */
public final class TlsIdentity {

    /** The files of a TLS folder. */
    public static final String KEY = "node.key";

    public static final String CERTIFICATE = "node.crt";
    public static final String AUTHORITY = "ca.crt";

    private static final String[] PROTOCOLS = {"TLSv1.2"};
    private static final String[] SUITES = {
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
    };
    private static final int SAN_NAME = 2;
    private static final int SAN_NUMBER = 7;

    private final Path folder;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;
    private final SSLContext context;

    private TlsIdentity(Path folder, PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities)
            throws GeneralSecurityException, java.io.IOException {
        this.folder = folder;
        this.key = key;
        this.chain = chain;
        this.authorities = authorities;
        this.context = context();
    }

    /**
     * Reads a TLS folder; {@link #check} says whether others will believe it.
     *
     * @throws CertificateRefusedException if a file is missing or none such, or the key is another certificate's
     */
    public static TlsIdentity of(Path folder) throws CertificateRefusedException {
        List<X509Certificate> chain = Pem.certificates(folder.resolve(CERTIFICATE));
        List<X509Certificate> authorities = Pem.certificates(folder.resolve(AUTHORITY));
        PrivateKey key =
                Pem.key(folder.resolve(KEY), chain.get(0).getPublicKey().getAlgorithm());
        refuseUnlessPair(folder.resolve(KEY), key, chain.get(0));
        try {
            return new TlsIdentity(folder, key, chain, authorities);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new CertificateRefusedException(folder + ": cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses what no other node would believe.
     *
     * @param host by which the others reach this node
     * @param now the time
     * @throws CertificateRefusedException if the certificate or the authority has expired, is not good yet, was not given
     *     by this authority, or is for another host
     */
    public void check(String host, Instant now) throws CertificateRefusedException {
        for (X509Certificate authority : authorities) {
            checkTime(folder.resolve(AUTHORITY), authority, now);
        }
        Path file = folder.resolve(CERTIFICATE);
        checkTime(file, chain.get(0), now);
        try {
            PKIXParameters parameters = new PKIXParameters(authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateRefusedException(
                    file + ": " + e.getMessage() + " (expected: a certificate given by the authority of " + AUTHORITY
                            + ")",
                    e);
        }
        Set<String> names = names(chain.get(0));
        HostName wanted = HostName.of(host);
        String anyLike = "*" + wanted.text().substring(Math.max(0, wanted.text().indexOf('.')));
        if (!names.contains(wanted.text()) && (wanted.isNumber() || !names.contains(anyLike))) {
            throw CertificateRefusedException.of(
                    file, "is for " + names, "also for " + host + ", where this node is reached");
        }
    }

    private static void checkTime(Path file, X509Certificate certificate, Instant now)
            throws CertificateRefusedException {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw CertificateRefusedException.of(file, "expired on " + end, "a certificate that is still good");
        }
        if (now.isBefore(begin)) {
            throw CertificateRefusedException.of(
                    file, "good from " + begin + " on", "a certificate that is good already");
        }
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateRefusedException {
        Set<String> names = new TreeSet<>();
        try {
            var all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                int kind = (Integer) each.get(0);
                String name = String.valueOf(each.get(1)).toLowerCase(Locale.ROOT);
                if (kind == SAN_NAME) {
                    names.add(name);
                } else if (kind == SAN_NUMBER) {
                    names.add(HostName.of(name).text());
                }
            }
            return names;
        } catch (CertificateParsingException e) {
            throw new CertificateRefusedException("names of the certificate: " + e.getMessage(), e);
        }
    }

    /** The end of a connection that was accepted; the other end must show a certificate too. */
    public SSLEngine accepting() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The end that connects, to a host whose certificate must be for that host. */
    public SSLEngine connecting(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(SUITES);
        return parameters;
    }

    private SSLContext context() throws GeneralSecurityException, java.io.IOException {
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("node", key, none, chain.toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, none);
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        for (X509Certificate authority : new ArrayList<>(authorities)) {
            believed.setCertificateEntry("ca-" + believed.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(believed);
        SSLContext made = SSLContext.getInstance("TLSv1.2");
        made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }

    static byte[] encoded(X509Certificate certificate) throws CertificateRefusedException {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new CertificateRefusedException("certificate: " + e.getMessage(), e);
        }
    }

    static void refuseUnlessPair(Path keyFile, PrivateKey key, X509Certificate certificate)
            throws CertificateRefusedException {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] sample = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            // By the key alone: whether the certificate may be used for signatures is not asked here.
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(sample);
            if (verifying.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException notAPair) {
            // Refused below.
        }
        throw CertificateRefusedException.of(
                keyFile, "the key of another certificate", "the key that belongs to the certificate beside it");
    }
}
