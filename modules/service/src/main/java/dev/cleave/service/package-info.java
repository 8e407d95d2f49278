/**
 * The job service: what a cluster keeps, and what people and programs ask of it.
 *
 * <p>Must not know actors or user code: it hands jobs to the cluster and looks at what comes of them.
 */
@NullMarked
package dev.cleave.service;

import org.jspecify.annotations.NullMarked;
