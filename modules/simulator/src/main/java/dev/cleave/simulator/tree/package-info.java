/**
 * Recursion trees of many shapes, generated where they are looked at.
 */
@NullMarked
package dev.cleave.simulator.tree;

import org.jspecify.annotations.NullMarked;
