package dev.cleave.cluster.transport;

import dev.cleave.api.Code;
import dev.cleave.cluster.certificate.CertificateRefusedException;
import dev.cleave.cluster.certificate.TlsIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a process listens, and how its peers prove who they are.
 *
 * @param host the name or address by which others reach this process
 * @param port the port; 0 for any free one
 * @param tls a folder with {@code node.key} (RSA, PKCS#8, PEM), {@code node.crt} and {@code ca.crt}; null for plain TCP
 * @param insecure whether plain TCP is allowed where others can listen
 */
public record TransportSettings(
        String host, int port, @Nullable Path tls, boolean insecure) {

    /** This machine only. */
    public static TransportSettings loopback(int port) {
        return new TransportSettings("127.0.0.1", port, null, false);
    }

    /**
     * Refuses what is closed by default: plain TCP beyond this machine.
     *
     * @throws ClusterStartException if the address is open to others without TLS or leave, or a file is missing
     */
    public void check() throws ClusterStartException {
        if (port < 0 || port > 65535) {
            throw new ClusterStartException(Code.INVALID_ARGUMENT, "port: " + port + " (expected: 0 to 65535)");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ClusterStartException(
                    Code.INVALID_ARGUMENT, "host: " + host + " (expected: a name or address of this machine)");
        }
        if (tls == null && !insecure && !address.isLoopbackAddress()) {
            throw new ClusterStartException(
                    Code.INVALID_ARGUMENT,
                    "host: " + host + " is open to other machines (expected: a loopback address, or a TLS folder with "
                            + TlsIdentity.KEY + ", " + TlsIdentity.CERTIFICATE + " and " + TlsIdentity.AUTHORITY
                            + ", or plain TCP allowed explicitly)");
        }
        for (String file : List.of(TlsIdentity.KEY, TlsIdentity.CERTIFICATE, TlsIdentity.AUTHORITY)) {
            if (tls != null && !Files.isReadable(tls.resolve(file))) {
                throw new ClusterStartException(
                        Code.IO,
                        "TLS folder: " + tls + " has no readable " + file + " (expected: " + TlsIdentity.KEY + ", "
                                + TlsIdentity.CERTIFICATE + " and " + TlsIdentity.AUTHORITY + ")");
            }
        }
        if (tls != null) {
            try {
                TlsIdentity.of(tls).check(host, Instant.now());
            } catch (CertificateRefusedException refused) {
                throw new ClusterStartException(Code.INVALID_ARGUMENT, "TLS folder: " + refused.getMessage());
            }
        }
    }

    /** The TLS folder, if there is one. */
    Optional<Path> tlsFolder() {
        return Optional.ofNullable(tls);
    }
}
