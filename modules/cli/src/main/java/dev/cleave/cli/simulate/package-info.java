/**
 * {@code cleave simulate}: the protocol at any scale, in virtual time. Knows nothing of processes and sockets.
 */
@NullMarked
package dev.cleave.cli.simulate;

import org.jspecify.annotations.NullMarked;
