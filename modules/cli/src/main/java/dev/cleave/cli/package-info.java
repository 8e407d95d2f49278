/**
 * The {@code cleave} command: what was asked for, where it is run, and what is said about it.
 *
 * <p>Parameters are checked here before anything starts. A job with {@code --in-process} never touches a class of the
 * cluster, so that it starts in a fraction of a second.
 */
@NullMarked
package dev.cleave.cli;

import org.jspecify.annotations.NullMarked;
