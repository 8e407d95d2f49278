package dev.cleave.client.executor;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A piece of work with a result, that can be sent to another process. A lambda that is given where one is expected can be.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Task<T> extends Callable<T>, Serializable {}
