package dev.cleave.examples.uts;

/**
 * What there is in a subtree.
 *
 * @param nodes the number of its nodes, its root included
 * @param leaves the number of those without children
 * @param depth the depth of the deepest, counted from the root of the whole tree
 */
public record UtsCount(long nodes, long leaves, int depth) {}
