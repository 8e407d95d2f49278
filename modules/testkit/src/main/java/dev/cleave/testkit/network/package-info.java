/**
 * Links between processes of one machine that can be cut, delayed, half-closed, severed and restored.
 */
@NullMarked
package dev.cleave.testkit.network;

import org.jspecify.annotations.NullMarked;
