/**
 * Fencing: how a controller whose term is over is kept from deciding anything.
 */
@NullMarked
package dev.cleave.core.epoch;

import org.jspecify.annotations.NullMarked;
