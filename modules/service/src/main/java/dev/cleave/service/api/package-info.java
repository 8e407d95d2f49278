/**
 * The server that people and programs talk to: gRPC, JSON, server-sent events and uploads on one port, and who guards it.
 *
 * <p>Must not know where jobs are kept or how they run: it asks a {@link dev.cleave.service.api.JobDesk}.
 */
@NullMarked
package dev.cleave.service.api;

import org.jspecify.annotations.NullMarked;
