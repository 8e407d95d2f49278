/**
 * Pipelines: batch work as a graph of jobs and commands. This module reads them from files, says everything that is wrong with one
 * at once and what one would do, knows schedules, and runs commands as processes. It knows neither nodes nor the store: whoever runs a pipeline
 * drives {@code dev.cleave.core.pipeline} with it.
 */
@NullMarked
package dev.cleave.pipeline;

import org.jspecify.annotations.NullMarked;
