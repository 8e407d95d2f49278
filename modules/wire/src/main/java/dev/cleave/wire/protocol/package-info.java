/**
 * The records that nodes, coordinators and runners exchange, to protobuf and back.
 */
@NullMarked
package dev.cleave.wire.protocol;

import org.jspecify.annotations.NullMarked;
