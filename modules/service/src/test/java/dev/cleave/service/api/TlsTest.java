package dev.cleave.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.TlsKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with TLS, and with certificates of clients. */
class TlsTest {
    @TempDir
    Path folder;

    private final TlsKeyPair own = TlsKeyPair.ofSelfSigned("localhost");
    private final TlsKeyPair client = TlsKeyPair.ofSelfSigned("client");
    private Path certificate;
    private Path key;

    @BeforeEach
    void write() throws Exception {
        certificate =
                pem("own.crt", "CERTIFICATE", own.certificateChain().get(0).getEncoded());
        key = pem("own.key", "PRIVATE KEY", own.privateKey().getEncoded());
    }

    @Test
    void aTokenGoesOverTlsOnly() throws Exception {
        try (TestServer api = server(Optional.empty())) {
            AggregatedHttpResponse answer = get(api, "https", trusting());
            assertThat(answer.status().code()).as(answer.contentUtf8()).isEqualTo(200);
            assertThatThrownBy(() -> get(api, "http", ClientFactory.builder()));
            assertThatThrownBy(() -> get(api, "https", ClientFactory.builder()));
        }
    }

    @Test
    void whereClientsMustShowACertificateOnlyThoseOfTheAuthorityComeIn() throws Exception {
        Path authority = pem(
                "client.crt", "CERTIFICATE", client.certificateChain().get(0).getEncoded());
        try (TestServer api = server(Optional.of(authority))) {
            assertThat(get(api, "https", trusting().tls(client)).status().code())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(api, "https", trusting()));
            assertThatThrownBy(() -> get(api, "https", trusting().tls(TlsKeyPair.ofSelfSigned("client"))));
        }
    }

    @Test
    void aMissingCertificateIsToldAtStart() {
        certificate = folder.resolve("none.crt");
        assertThatThrownBy(() -> server(Optional.empty())).hasMessageContaining("none.crt");
    }

    private TestServer server(Optional<Path> authority) throws IOException {
        return new TestServer(
                folder,
                s -> new ApiSettings(
                        s.address(),
                        Optional.of(new ApiSettings.Tls(certificate, key, authority)),
                        s.hosts(),
                        s.incoming(),
                        s.maxRequestBytes(),
                        s.maxBlobBytes(),
                        s.archives(),
                        s.perToken(),
                        s.perAddress(),
                        s.maxConnections(),
                        s.maxFeeds(),
                        s.patience()));
    }

    private ClientFactoryBuilder trusting() {
        return ClientFactory.builder().tlsCustomizer(ssl -> ssl.trustManager(certificate.toFile()));
    }

    private static AggregatedHttpResponse get(TestServer api, String scheme, ClientFactoryBuilder factory) {
        try (ClientFactory made = factory.build()) {
            return WebClient.builder(scheme + "://localhost:" + api.port())
                    .factory(made)
                    .setHeader("authorization", "Bearer " + api.admin)
                    .build()
                    .get("/v1/version")
                    .aggregate()
                    .join();
        }
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
