/**
 * Schedules as five fields, and when they are due.
 */
@NullMarked
package dev.cleave.pipeline.cron;

import org.jspecify.annotations.NullMarked;
