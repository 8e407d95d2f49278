/**
 * The job service: what many people submit to, and what remembers for them.
 *
 * <p>It knows the cluster and asks it to run; it does not know Akka, lanes or leases' rules, and it never runs user code.
 */
@NullMarked
package dev.cleave.service;

import org.jspecify.annotations.NullMarked;
