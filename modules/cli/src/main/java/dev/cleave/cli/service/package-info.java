/**
 * A node with everything in it: {@code cleave node}, and the programs that it offers.
 */
@NullMarked
package dev.cleave.cli.service;

import org.jspecify.annotations.NullMarked;
