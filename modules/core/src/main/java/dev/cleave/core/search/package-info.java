/**
 * What searches share: how good a solution is, and the best one found.
 */
@NullMarked
package dev.cleave.core.search;

import org.jspecify.annotations.NullMarked;
