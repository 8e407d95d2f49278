/** The Unbalanced Tree Search benchmark: trees whose shape only shows while they are walked. */
@NullMarked
package dev.cleave.examples.uts;

import org.jspecify.annotations.NullMarked;
