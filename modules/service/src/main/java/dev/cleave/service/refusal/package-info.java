/**
 * Why something is refused, the same in gRPC, in JSON and in the audit.
 *
 * <p>Must not know who asks, or over what.
 */
@NullMarked
package dev.cleave.service.refusal;

import org.jspecify.annotations.NullMarked;
