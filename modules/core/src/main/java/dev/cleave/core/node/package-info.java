/**
 * The decisions of a node for one job: which leases it holds, what it has not yet been thanked for, what it waits for.
 */
@NullMarked
package dev.cleave.core.node;

import org.jspecify.annotations.NullMarked;
