package dev.cleave.cluster.transport;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import dev.cleave.cluster.certificate.CertificateRefusedException;
import dev.cleave.cluster.certificate.TlsIdentity;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * TLS between nodes, with host names verified; Artery makes it by its name.
 *
 * <p>Artery's own provider for keys in files compares subjects, and believes any certificate of the authority at any
 * address. The files are read again every five minutes, so that certificates can be renewed while the node runs.
 */
public final class NodeTls implements SSLEngineProvider {

    static final String FOLDER = "cleave.tls.folder";

    private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Path folder;
    private TlsIdentity identity;
    private long readAt;

    /** Called by Artery when the node starts. */
    public NodeTls(ActorSystem system) throws CertificateRefusedException {
        folder = Path.of(system.settings().config().getString(FOLDER));
        identity = TlsIdentity.of(folder);
        readAt = System.nanoTime();
    }

    private synchronized TlsIdentity identity() {
        if (System.nanoTime() - readAt > FRESH_NANOS) {
            readAt = System.nanoTime();
            try {
                identity = TlsIdentity.of(folder);
            } catch (CertificateRefusedException refused) {
                LOG.warn("goes on with the certificate it has: {}", refused.getMessage());
            }
        }
        return identity;
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        return identity().accepting();
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        return identity().connecting(hostname, port);
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
