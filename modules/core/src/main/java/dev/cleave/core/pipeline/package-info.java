/**
 * Pipelines: batch work as a graph of jobs and commands, and everything that is decided while one runs.
 */
@NullMarked
package dev.cleave.core.pipeline;

import org.jspecify.annotations.NullMarked;
