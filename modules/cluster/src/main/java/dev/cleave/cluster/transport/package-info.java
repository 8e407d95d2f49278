/**
 * How the processes of a cluster find and reach each other: Akka's configuration, addresses, and what travels between
 * actors as bytes. Must not know of jobs, leases or runners beyond the messages it carries.
 */
@NullMarked
package dev.cleave.cluster.transport;

import org.jspecify.annotations.NullMarked;
