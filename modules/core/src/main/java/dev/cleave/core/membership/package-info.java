/**
 * Which nodes are alive, judged by their heartbeats.
 */
@NullMarked
package dev.cleave.core.membership;

import org.jspecify.annotations.NullMarked;
