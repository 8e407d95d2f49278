/**
 * Processes as the operating system sees them: signals, who is alive, who descends from whom.
 */
@NullMarked
package dev.cleave.testkit.process;

import org.jspecify.annotations.NullMarked;
