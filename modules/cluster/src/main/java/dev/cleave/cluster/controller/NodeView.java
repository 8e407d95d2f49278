package dev.cleave.cluster.controller;

import dev.cleave.core.job.NodeId;

/**
 * A node as its controller sees it.
 *
 * @param id this life of the node
 * @param address where it is in the cluster, as {@code host:port}
 * @param lanes how many lanes it offers
 * @param version the version of Cleave that it runs
 * @param javaVersion the version of its JVM
 */
public record NodeView(NodeId id, String address, int lanes, String version, String javaVersion) {}
