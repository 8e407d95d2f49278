/**
 * What a program needs to have jobs run by a cluster: {@link dev.cleave.client.CleaveClient} submits them, and hands out
 * a {@link dev.cleave.client.JobFuture} for each.
 *
 * <p>Knows the API's protocol and how results are encoded; neither Akka nor how a cluster does its work. The types here
 * are its own: nothing generated and nothing of gRPC is seen outside.
 */
@NullMarked
package dev.cleave.client;

import org.jspecify.annotations.NullMarked;
