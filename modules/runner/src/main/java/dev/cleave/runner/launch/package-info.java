/**
 * What a node needs to know about its runners: how to launch one, and what one that died has left behind.
 */
@NullMarked
package dev.cleave.runner.launch;

import org.jspecify.annotations.NullMarked;
