/**
 * Lifelines: plain connections whose end says at once that a process is gone. Must not know of actors or jobs.
 */
@NullMarked
package dev.cleave.cluster.lifeline;

import org.jspecify.annotations.NullMarked;
