package dev.cleave.core.lease;

import dev.cleave.core.path.PathKey;

/**
 * One attempt at one subproblem.
 *
 * @param key which subproblem
 * @param attempt how often it was leased, from 1
 */
public record LeaseId(PathKey key, int attempt) {}
