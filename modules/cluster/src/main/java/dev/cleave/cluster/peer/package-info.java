/**
 * What the two ends of the link between a controller and a node have in common: streams, blobs, signs of life.
 */
@NullMarked
package dev.cleave.cluster.peer;

import org.jspecify.annotations.NullMarked;
