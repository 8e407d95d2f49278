/**
 * Users' problems and results, to bytes and back.
 */
@NullMarked
package dev.cleave.wire.value;

import org.jspecify.annotations.NullMarked;
