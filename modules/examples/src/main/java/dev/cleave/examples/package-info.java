/**
 * Programs with published answers: each a demonstration, a test and a benchmark.
 *
 * <p>Every class that implements {@link dev.cleave.api.Job} stands for itself; none has a cut-off to tune. Where a
 * program has a sequential solver, {@code kernel=false} leaves it out. This package knows the programming model only,
 * nothing of how or where its programs run.
 */
@NullMarked
package dev.cleave.examples;

import org.jspecify.annotations.NullMarked;
