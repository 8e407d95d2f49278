/**
 * The local socket between a node and its runner.
 */
@NullMarked
package dev.cleave.wire.socket;

import org.jspecify.annotations.NullMarked;
