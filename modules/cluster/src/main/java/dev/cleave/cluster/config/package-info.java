/**
 * What actor systems are configured with, apart from addresses: Akka's defaults with ours on top. Must not know of actors.
 */
@NullMarked
package dev.cleave.cluster.config;

import org.jspecify.annotations.NullMarked;
