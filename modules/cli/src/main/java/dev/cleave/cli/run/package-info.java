/**
 * The run of one job: what was asked for, where it runs, how long it may take, and how it is stopped.
 */
@NullMarked
package dev.cleave.cli.run;

import org.jspecify.annotations.NullMarked;
