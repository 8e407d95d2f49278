/**
 * A process with everything in it: the store, the keeper of jobs, the cluster's controller, nodes on this machine, and the
 * API.
 *
 * <p>Must not know the command line that starts it.
 */
@NullMarked
package dev.cleave.service.node;

import org.jspecify.annotations.NullMarked;
