/**
 * Where a subproblem stands in the recursion tree, and its fixed-size identity.
 */
@NullMarked
package dev.cleave.core.path;

import org.jspecify.annotations.NullMarked;
