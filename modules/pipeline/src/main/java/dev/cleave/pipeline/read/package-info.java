/**
 * Pipelines from files.
 */
@NullMarked
package dev.cleave.pipeline.read;

import org.jspecify.annotations.NullMarked;
