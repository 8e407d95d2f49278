package dev.cleave.cluster;

import dev.cleave.cluster.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a node is and where it joins.
 *
 * @param name a short name, unique among the nodes of a cluster, of a-z, A-Z, 0-9, dots and dashes
 * @param transport where the controller reaches it
 * @param seeds where it joins, each as {@code host:port}; at least one
 * @param folder where it keeps {@code agent.pid}, {@code runner.pid}, the logs of jobs, and jars and blobs while it runs;
 *     made if it does not exist
 * @param lanes how many lanes each job gets, 1 to 1024
 * @param attached whether it ends when its standard input does
 * @param giveUpAfter how long it looks for a controller before it ends; zero for ever
 */
public record NodeSettings(
        String name,
        TransportSettings transport,
        List<String> seeds,
        Path folder,
        int lanes,
        boolean attached,
        Duration giveUpAfter) {

    public NodeSettings {
        seeds = List.copyOf(seeds);
    }
}
