/**
 * Commands as processes: their folder, their files, their end.
 */
@NullMarked
package dev.cleave.pipeline.command;

import org.jspecify.annotations.NullMarked;
