/**
 * Values too large for a message, kept as files named by content.
 */
@NullMarked
package dev.cleave.wire.blob;

import org.jspecify.annotations.NullMarked;
