package dev.cleave.client.executor;

import java.io.Serializable;

/** A piece of work without a result, that can be sent to another process. */
@FunctionalInterface
public interface Action extends Runnable, Serializable {}
