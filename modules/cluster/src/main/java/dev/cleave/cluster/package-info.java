/**
 * Cleave on a cluster: controllers that run jobs, nodes that work for them, and local nodes for both on one machine.
 *
 * <p>The only module that knows Akka. It decides nothing about leases: {@code core} does, and the actors here perform.
 * User code never runs in these processes.
 */
@NullMarked
package dev.cleave.cluster;

import org.jspecify.annotations.NullMarked;
