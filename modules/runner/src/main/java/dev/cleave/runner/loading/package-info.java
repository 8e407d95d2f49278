/**
 * From jars and a class name to a job that can be run, in a runner or in any other process.
 */
@NullMarked
package dev.cleave.runner.loading;

import org.jspecify.annotations.NullMarked;
