package dev.cleave.cluster.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authority makes, and what it refuses. */
class AuthorityTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Authority authority;

    @BeforeAll
    static void make() throws Exception {
        authority = Authority.create(shared.resolve("ca"));
    }

    @Test
    void anAuthorityIsGoodForTenYearsAndItsKeyIsItsOwnersOnly() throws Exception {
        Path ca = authority.folder();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ca.resolve("ca.key"))))
                .isEqualTo("rw-------");
        X509Certificate certificate = Pem.certificates(ca.resolve("ca.crt")).get(0);
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(3072);
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(Duration.between(Instant.now(), authority.expires())).isBetween(days(3648), days(3651));
        assertThat(Authority.open(ca, Instant.now()).expires()).isEqualTo(authority.expires());
    }

    @Test
    void aNodesCertificateIsForItsNamesAndNumbersAndForBothEndsOfAConnection() throws Exception {
        authority.issue(List.of("A.example", "192.0.2.10", "::1"), folder.resolve("a"));
        X509Certificate node = Pem.certificates(folder.resolve("a/node.crt")).get(0);
        assertThat(node.getSubjectAlternativeNames())
                .extracting(each -> String.valueOf(each.get(1)))
                .containsExactly("a.example", "192.0.2.10", "0:0:0:0:0:0:0:1");
        assertThat(node.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(node.getBasicConstraints()).isEqualTo(-1);
        assertThat(Duration.between(Instant.now(), node.getNotAfter().toInstant()))
                .isBetween(days(363), days(366));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a/node.key"))))
                .isEqualTo("rw-------");
        TlsIdentity identity = TlsIdentity.of(folder.resolve("a"));
        for (String name : List.of("a.example", "A.EXAMPLE", "192.0.2.10", "::1")) {
            identity.check(name, Instant.now());
        }
        assertThatThrownBy(() -> identity.check("b.example", Instant.now()))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining(
                        "node.crt: is for [0:0:0:0:0:0:0:1, 192.0.2.10, a.example] (expected: also for" + " b.example");
        assertThatThrownBy(() -> identity.check("a.example", Instant.now().plus(days(367))))
                .hasMessageContaining("node.crt: expired on ");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        assertThatThrownBy(() -> Authority.create(authority.folder()))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageContaining("ca.key: is there already (expected: a new folder");
        Files.writeString(folder.resolve("node.crt"), "mine");
        assertThatThrownBy(() -> authority.issue(List.of("a.example"), folder))
                .hasMessageContaining("node.crt: is there already");
        assertThat(folder.resolve("node.crt")).hasContent("mine");
        assertThat(folder.resolve("node.key")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*.example", "a b", "a,dns:evil.example", "-a", "a..b", "256.1.1.1", "1.2.3", "a_b", "ä.de"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> authority.issue(List.of("a.example", name), folder.resolve("x")))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessage("name: '" + name + "' (expected: a host name as a.example, without wildcards, or an IP"
                        + " address)");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void withoutANameThereIsNoCertificate() {
        assertThatThrownBy(() -> authority.issue(List.of(), folder.resolve("x")))
                .hasMessageContaining("at least one host name");
    }

    @Test
    void anExpiredAuthorityGivesNoMore() throws Exception {
        Authority.create(folder, "-3d", days(1));
        assertThatThrownBy(() -> Authority.open(folder, Instant.now()))
                .hasMessageContaining("ca.crt: expired on ")
                .hasMessageContaining("expected: an authority that is still good");
    }

    @Test
    void aNodesCertificateEndsWithItsAuthority() throws Exception {
        Authority brief = Authority.create(folder.resolve("ca"), "-1H", days(5));
        brief.issue(List.of("a.example"), folder.resolve("a"));
        assertThat(Pem.certificates(folder.resolve("a/node.crt"))
                        .get(0)
                        .getNotAfter()
                        .toInstant())
                .isBeforeOrEqualTo(brief.expires());
    }

    @Test
    void whatIsNoAuthorityIsRefusedByFile() throws Exception {
        assertThatThrownBy(() -> Authority.open(folder, Instant.now())).hasMessageContaining("ca.crt: no such file");
        Files.writeString(folder.resolve("ca.crt"), "hello");
        assertThatThrownBy(() -> Authority.open(folder, Instant.now())).hasMessageContaining("ca.crt: no certificate");
        authority.issue(List.of("a.example"), folder.resolve("a"));
        Path notOne = Files.createDirectories(folder.resolve("b"));
        Files.copy(folder.resolve("a/node.crt"), notOne.resolve("ca.crt"));
        assertThatThrownBy(() -> Authority.open(notOne, Instant.now())).hasMessageContaining("not an authority");
        Path mixed = Files.createDirectories(folder.resolve("c"));
        Files.copy(authority.folder().resolve("ca.crt"), mixed.resolve("ca.crt"));
        Files.copy(folder.resolve("a/node.key"), mixed.resolve("ca.key"));
        assertThatThrownBy(() -> Authority.open(mixed, Instant.now()))
                .hasMessageContaining("ca.key: the key of another certificate");
        Files.writeString(mixed.resolve("ca.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        assertThatThrownBy(() -> Authority.open(mixed, Instant.now()))
                .hasMessageContaining("ca.key: not a key of kind RSA")
                .hasMessageNotContaining("AAAA");
    }

    private static Duration days(long count) {
        return Duration.ofDays(count);
    }
}
