package dev.cleave.cluster.certificate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** TLS folders of all the kinds that are not believed, and of the one that is. */
public final class TestFolders {

    /** Good for 127.0.0.1. */
    public final Path good;
    /** Of the same authority, good for another host. */
    public final Path wrongName;
    /** Of the same authority, expired. */
    public final Path expired;
    /** Believes the same authority, and vouches for itself. */
    public final Path selfSigned;
    /** Of another authority, and believes the same as the good one. */
    public final Path wrongAuthority;

    public TestFolders(Path folder) throws Exception {
        Authority authority = Authority.create(folder.resolve("authority"));
        Authority other = Authority.create(folder.resolve("other"));
        good = folder.resolve("good");
        wrongName = folder.resolve("wrong-name");
        expired = folder.resolve("expired");
        wrongAuthority = folder.resolve("wrong-authority");
        selfSigned = folder.resolve("self-signed");
        authority.issue(List.of("127.0.0.1", "localhost"), good);
        authority.issue(List.of("other.example", "127.0.0.99"), wrongName);
        authority.issue(List.of("127.0.0.1"), expired, "-3d", Duration.ofDays(1));
        other.issue(List.of("127.0.0.1"), wrongAuthority);
        Files.delete(wrongAuthority.resolve("ca.crt"));
        Files.copy(good.resolve("ca.crt"), wrongAuthority.resolve("ca.crt"));
        Files.createDirectories(selfSigned);
        try (Keytool keytool = new Keytool()) {
            Keytool.Pair pair = keytool.generate("me", List.of("-dname", "CN=me", "-ext", "SAN=ip:127.0.0.1"));
            Pem.write(selfSigned.resolve("node.key"), "PRIVATE KEY", pair.key().getEncoded(), "rw-------");
            Pem.write(
                    selfSigned.resolve("node.crt"),
                    "CERTIFICATE",
                    pair.certificate().getEncoded(),
                    "rw-r--r--");
            Files.copy(good.resolve("ca.crt"), selfSigned.resolve("ca.crt"));
        }
    }
}
