package dev.cleave.cluster;

import dev.cleave.cluster.transport.TransportSettings;
import java.nio.file.Path;

/**
 * How this process becomes a controller.
 *
 * @param transport where nodes reach it
 * @param folder where it keeps jars and blobs while it runs; made if it does not exist
 */
public record ClusterSettings(TransportSettings transport, Path folder) {

    /** A controller for nodes of this machine; port 0 for any free one. */
    public static ClusterSettings local(int port, Path folder) {
        return new ClusterSettings(TransportSettings.loopback(port), folder);
    }
}
