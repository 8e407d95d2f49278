/** What every command has: the options it was given, where its words go, and how it ends. */
@NullMarked
package dev.cleave.cli.command;

import org.jspecify.annotations.NullMarked;
