/**
 * What a pipeline would do, and how long that takes.
 */
@NullMarked
package dev.cleave.pipeline.plan;

import org.jspecify.annotations.NullMarked;
