/**
 * The decisions of a coordinator: who gets which lease, what is known, what is lost, when a job ends.
 */
@NullMarked
package dev.cleave.core.coordination;

import org.jspecify.annotations.NullMarked;
