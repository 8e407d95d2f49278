/**
 * Keeps the jobs of a cluster: decides with {@code core}'s queue and shares, remembers in the store, and lets the cluster
 * run them.
 *
 * <p>Must not know over what people ask, or how the store keeps.
 */
@NullMarked
package dev.cleave.service.keeper;

import org.jspecify.annotations.NullMarked;
