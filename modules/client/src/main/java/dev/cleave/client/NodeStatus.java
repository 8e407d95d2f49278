package dev.cleave.client;

import java.time.Instant;
import java.util.Map;

/**
 * What a cluster says of one of its nodes.
 *
 * @param id its name in the cluster
 * @param address where the others reach it
 * @param state whether it takes work
 * @param lanes how many it has
 * @param busyLanes how many are at work
 * @param controller whether it hosts the controller now
 * @param version of Cleave
 * @param javaVersion of its JVM
 * @param joinedAt when it joined
 * @param lanesByJob its lanes by job
 */
public record NodeStatus(
        String id,
        String address,
        NodeState state,
        int lanes,
        int busyLanes,
        boolean controller,
        String version,
        String javaVersion,
        Instant joinedAt,
        Map<String, Integer> lanesByJob) {}
