/**
 * A stream of messages with a window over a transport that drops what overflows. Must not know of actors.
 */
@NullMarked
package dev.cleave.cluster.stream;

import org.jspecify.annotations.NullMarked;
