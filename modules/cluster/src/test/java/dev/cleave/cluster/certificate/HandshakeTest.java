package dev.cleave.cluster.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is believed in a TLS handshake, at both of its ends. */
class HandshakeTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    static Path shared;

    private static TestFolders folders;
    private static TlsIdentity good;

    @BeforeAll
    static void make() throws Exception {
        folders = new TestFolders(shared);
        good = TlsIdentity.of(folders.good);
    }

    /** Lets two ends speak until both have nothing to say. */
    private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < 100; round++) {
            step(client, toServer, toClient);
            step(server, toClient, toServer);
            if (isDone(client) && isDone(server) && toServer.position() == 0 && toClient.position() == 0) {
                return;
            }
        }
        throw new AssertionError("no end of it: " + client.getHandshakeStatus() + ", " + server.getHandshakeStatus());
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        ByteBuffer words = ByteBuffer.allocate(1 << 16);
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, words);
                in.compact();
            }
            default -> {
                // Waits for the other.
            }
        }
    }

    @Test
    void twoNodesOfTheSameAuthorityBelieveEachOther() throws Exception {
        SSLEngine client = good.connecting(HOST, 1);
        SSLEngine server = good.accepting();
        handshake(client, server);
        assertThat(server.getSession().getPeerCertificates()).hasSize(1);
        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.2");
        handshake(good.connecting("localhost", 1), good.accepting());
    }

    @Test
    void nobodyAcceptsAStranger() throws Exception {
        for (Path stranger : new Path[] {folders.selfSigned, folders.wrongAuthority, folders.expired}) {
            assertThatThrownBy(() -> handshake(TlsIdentity.of(stranger).connecting(HOST, 1), good.accepting()))
                    .as(stranger.toString())
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void nobodyConnectsToAStranger() throws Exception {
        for (Path stranger :
                new Path[] {folders.selfSigned, folders.wrongAuthority, folders.expired, folders.wrongName}) {
            assertThatThrownBy(() -> handshake(
                            good.connecting(HOST, 1), TlsIdentity.of(stranger).accepting()))
                    .as(stranger.toString())
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aCertificateIsAskedForFromWhoeverConnects() throws Exception {
        SSLContext withoutOne = SSLContext.getInstance("TLSv1.2");
        withoutOne.init(null, new javax.net.ssl.TrustManager[] {new Anybody()}, null);
        SSLEngine client = withoutOne.createSSLEngine(HOST, 1);
        client.setUseClientMode(true);
        assertThatThrownBy(() -> handshake(client, good.accepting())).isInstanceOf(SSLException.class);
    }

    @Test
    void plainTextIsRefused() throws Exception {
        SSLEngine server = good.accepting();
        server.beginHandshake();
        ByteBuffer plain = ByteBuffer.wrap("AKKA hello, let me in please".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> server.unwrap(plain, ByteBuffer.allocate(1 << 16)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whatOthersWillNotBelieveIsRefusedBeforeTheNodeStarts() throws Exception {
        good.check(HOST, Instant.now());
        refused(folders.expired, "expired on");
        refused(folders.wrongName, "is for [127.0.0.99, other.example] (expected: also for 127.0.0.1");
        refused(folders.selfSigned, "given by the authority of ca.crt");
        refused(folders.wrongAuthority, "given by the authority of ca.crt");
        Path mixed = Files.createDirectories(shared.resolve("mixed"));
        Files.copy(folders.good.resolve("node.crt"), mixed.resolve("node.crt"));
        Files.copy(folders.good.resolve("ca.crt"), mixed.resolve("ca.crt"));
        Files.copy(folders.expired.resolve("node.key"), mixed.resolve("node.key"));
        assertThatThrownBy(() -> TlsIdentity.of(mixed))
                .hasMessageContaining("node.key: the key of another certificate");
    }

    private static void refused(Path folder, String why) throws Exception {
        TlsIdentity identity = TlsIdentity.of(folder);
        assertThatThrownBy(() -> identity.check(HOST, Instant.now()))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining("node.crt")
                .hasMessageContaining(why);
    }

    /** Believes everybody. */
    private static final class Anybody extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind, java.net.Socket at) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind, java.net.Socket at) {}

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind, SSLEngine at) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind, SSLEngine at) {}

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
