/**
 * What the build does to the jars of the distribution; nothing of it runs later. Must not know of commands.
 */
@NullMarked
package dev.cleave.cli.assembly;

import org.jspecify.annotations.NullMarked;
