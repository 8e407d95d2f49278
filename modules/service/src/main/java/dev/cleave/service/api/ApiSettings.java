package dev.cleave.service.api;

import dev.cleave.service.archive.ArchiveLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the server listens, and how much it takes.
 *
 * @param address where it listens; port 0 for any that is free
 * @param tls certificate and key; needed off loopback
 * @param hosts names that it answers to, beside localhost and its own address
 * @param incoming a folder for uploads that are not complete yet, on the disk where blobs are kept
 * @param maxRequestBytes of a request that is no upload
 * @param maxBlobBytes of one blob
 * @param archives limits of jars
 * @param perToken requests a second of one token in the long run
 * @param perAddress requests a second of one address in the long run
 * @param maxConnections at once
 * @param maxFeeds watches and logs at once, in all; a tenth of them for one token
 * @param patience how long an answer may take
 */
public record ApiSettings(
        InetSocketAddress address,
        Optional<Tls> tls,
        Set<String> hosts,
        Path incoming,
        long maxRequestBytes,
        long maxBlobBytes,
        ArchiveLimits archives,
        int perToken,
        int perAddress,
        int maxConnections,
        int maxFeeds,
        Duration patience) {

    /**
     * What the server proves itself with, as PEM files.
     *
     * @param clientAuthority if present, clients must show a certificate of this authority, beside their token
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthority) {}

    public ApiSettings {
        hosts = Set.copyOf(hosts);
        InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException(
                    "api.address: " + address.getHostString() + " is not known (expected: an address of this machine)");
        }
        if (!ip.isLoopbackAddress() && tls.isEmpty()) {
            throw new IllegalArgumentException("api.address: " + address.getHostString()
                    + " without TLS (expected: a loopback address, or api.tls.certificate and api.tls.key)");
        }
        if (maxRequestBytes < 1
                || maxBlobBytes < 1
                || perToken < 1
                || perAddress < 1
                || maxConnections < 1
                || maxFeeds < 10) {
            throw new IllegalArgumentException(
                    "limits of the api: " + maxRequestBytes + ", " + maxBlobBytes + ", " + perToken + ", " + perAddress
                            + ", " + maxConnections + ", " + maxFeeds + " (expected: 1 or more; 10 feeds)");
        }
    }

    /** On loopback, with limits that suit one machine. */
    public static ApiSettings onLoopback(int port, Path incoming) {
        return new ApiSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Optional.empty(),
                Set.of(),
                incoming,
                1 << 20,
                1L << 30,
                ArchiveLimits.DEFAULT,
                2_000,
                4_000,
                1_000,
                1_000,
                Duration.ofSeconds(30));
    }

    /** The names that a request may be for. */
    Set<String> answersTo() {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
        if (!address.getAddress().isAnyLocalAddress()) {
            String ip = address.getAddress().getHostAddress();
            names.add(ip.contains(":") ? "[" + ip + "]" : ip);
        }
        return names;
    }
}
