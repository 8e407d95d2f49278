package dev.cleave.examples.uts;

/**
 * A node of a tree, which stands for the subtree below it.
 *
 * @param state0 the first 8 bytes of the node's 20-byte state
 * @param state8 the next 8
 * @param state16 the last 4, which alone decide how many children the node has
 * @param depth the number of steps from the root
 */
public record UtsNode(long state0, long state8, int state16, int depth) {}
