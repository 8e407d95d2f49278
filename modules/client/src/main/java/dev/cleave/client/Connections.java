package dev.cleave.client;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How connections are made: to this machine in plain text, to others by TLS with the server's name verified. */
final class Connections implements Function<Address, ManagedChannel> {

    private static final int MOST_BYTES_OF_AN_ANSWER = 32 << 20;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ChannelCredentials credentials;
    private final Optional<ClientInterceptor> token;
    private final Executor callbacks;

    /**
     * Checked settings.
     *
     * @param tls whether by TLS
     * @param authority the certificates of those who may vouch for servers, PEM; null for those that the JVM trusts
     * @throws CleaveException {@code INVALID_ARGUMENT} if an address is not this machine's and TLS is off, or the
     *     authority cannot be read
     */
    Connections(
            List<Address> addresses,
            boolean tls,
            @Nullable Path authority,
            @Nullable String token,
            Executor callbacks) {
        for (Address address : addresses) {
            if (!tls && !address.isLoopback()) {
                throw CleaveException.invalid(
                        "address",
                        address.toString(),
                        "a loopback address, or TLS: the file with the certificate of the cluster's authority");
            }
        }
        this.credentials = tls ? tls(authority) : InsecureChannelCredentials.create();
        this.token = Optional.ofNullable(token).map(Connections::bearer);
        this.callbacks = callbacks;
    }

    @Override
    public ManagedChannel apply(Address address) {
        return Grpc.newChannelBuilder(address.toString(), credentials)
                .executor(callbacks)
                .intercept(token.stream().toList())
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .maxInboundMessageSize(MOST_BYTES_OF_AN_ANSWER)
                .disableRetry()
                .build();
    }

    private static ChannelCredentials tls(@Nullable Path authority) {
        if (authority == null) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(authority.toFile())
                    .build();
        } catch (IOException e) {
            throw CleaveException.invalid("authority", authority + " (" + e + ")", "a file with certificates, PEM");
        }
    }

    static ClientInterceptor bearer(String token) {
        if (!token.matches("[!-~]+")) {
            throw CleaveException.invalid("token", "(not shown)", "visible ASCII characters");
        }
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }
}
