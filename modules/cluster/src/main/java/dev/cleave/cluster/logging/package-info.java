/**
 * Where the logs of a process go, set up by code. Must not know of anything else.
 */
@NullMarked
package dev.cleave.cluster.logging;

import org.jspecify.annotations.NullMarked;
