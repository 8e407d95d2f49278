/**
 * {@code cleave pipeline}: pipelines checked, planned and run.
 */
@NullMarked
package dev.cleave.cli.pipeline;

import org.jspecify.annotations.NullMarked;
