/**
 * What a job is, how it is described, and how it ends.
 */
@NullMarked
package dev.cleave.core.job;

import org.jspecify.annotations.NullMarked;
