package dev.cleave.cluster.agent;

import dev.cleave.cluster.blob.BlobShelf;
import dev.cleave.cluster.process.RunnerPool;
import dev.cleave.core.job.NodeId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node agent needs.
 *
 * @param node this life of the node
 * @param lanes how many lanes each job gets, at least 1
 * @param folder where the logs of jobs go; exists
 * @param shelf where jars and blobs are kept
 * @param runners where runners come from
 * @param firstPatience how long it looks for its first controller; zero for ever
 * @param patience how long it looks for a controller that it once had, before it ends to start anew
 * @param grace how long leases may take to be given back when the node leaves
 */
public record AgentSettings(
        NodeId node,
        int lanes,
        Path folder,
        BlobShelf shelf,
        RunnerPool runners,
        Duration firstPatience,
        Duration patience,
        Duration grace) {}
