/**
 * When pipelines begin by themselves.
 */
@NullMarked
package dev.cleave.core.pipeline.schedule;

import org.jspecify.annotations.NullMarked;
