/**
 * The commands that ask something of a job service: which one, what, and how the answer is shown.
 */
@NullMarked
package dev.cleave.cli.client;

import org.jspecify.annotations.NullMarked;
