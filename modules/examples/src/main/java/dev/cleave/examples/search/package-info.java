/**
 * Searches with published optima: programs that leave out what cannot be better, and programs that stop early.
 */
@NullMarked
package dev.cleave.examples.search;

import org.jspecify.annotations.NullMarked;
