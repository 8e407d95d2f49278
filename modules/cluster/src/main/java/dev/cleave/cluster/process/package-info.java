/**
 * Runners as operating system processes: launched, kept warm, talked to, killed, and asked what they died of. Must not
 * know of actors.
 */
@NullMarked
package dev.cleave.cluster.process;

import org.jspecify.annotations.NullMarked;
