/**
 * The configuration of a node: what can be set, and what was set, from a file, the environment and the command line.
 */
@NullMarked
package dev.cleave.cli.config;

import org.jspecify.annotations.NullMarked;
