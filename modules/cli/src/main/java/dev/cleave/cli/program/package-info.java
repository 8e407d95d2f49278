/**
 * Where a program comes from: the ones that come with Cleave, a jar, a source file.
 */
@NullMarked
package dev.cleave.cli.program;

import org.jspecify.annotations.NullMarked;
