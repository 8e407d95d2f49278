/**
 * Bytes: the messages between processes as protobuf, users' values by their codecs, large values as files, and the
 * frames of the socket between a node and its runner.
 *
 * <p>The messages are generated from the folder {@code proto/} at the top of the project, the one source of them all;
 * nothing outside this module sees the generated classes. This module must not know of actors, lanes or processes, and
 * decides nothing.
 */
@NullMarked
package dev.cleave.wire;

import org.jspecify.annotations.NullMarked;
