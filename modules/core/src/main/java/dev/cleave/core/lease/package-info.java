/**
 * A node's right and duty to solve one subproblem, and what is already known underneath.
 */
@NullMarked
package dev.cleave.core.lease;

import org.jspecify.annotations.NullMarked;
