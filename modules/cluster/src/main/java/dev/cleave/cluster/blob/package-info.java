/**
 * Which blobs a process has, and how it gets the others from a peer, in parts, with a window. Must not know of actors.
 */
@NullMarked
package dev.cleave.cluster.blob;

import org.jspecify.annotations.NullMarked;
