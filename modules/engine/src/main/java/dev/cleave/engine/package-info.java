/**
 * Lanes and frames: runs a divide-and-conquer program on the cores of one process, at the speed of plain recursion.
 *
 * <p>{@link dev.cleave.engine.Engine} runs leases and talks to a listener; {@link dev.cleave.engine.InProcess} runs one
 * whole problem for a caller in the same JVM. This module works on objects: it must not know of bytes, codecs, sockets,
 * nodes or actors.
 */
@NullMarked
package dev.cleave.engine;

import org.jspecify.annotations.NullMarked;
