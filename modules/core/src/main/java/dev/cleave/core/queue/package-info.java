/**
 * The queue of jobs: which job starts when, with how much of the cluster, and why another one waits.
 */
@NullMarked
package dev.cleave.core.queue;

import org.jspecify.annotations.NullMarked;
