/**
 * A cluster of real processes on this machine, and jobs whose answers are known.
 */
@NullMarked
package dev.cleave.testkit.cluster;

import org.jspecify.annotations.NullMarked;
