/**
 * What the processes of a cluster say to each other besides the messages about one job.
 */
@NullMarked
package dev.cleave.wire.cluster;

import org.jspecify.annotations.NullMarked;
