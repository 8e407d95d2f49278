package dev.cleave.client.executor;

import java.io.Serializable;

/**
 * What is done to each of many inputs, wherever they are.
 *
 * @param <T> the type of an input
 * @param <R> the type of a result
 */
@FunctionalInterface
public interface Mapping<T, R> extends Serializable {

    /**
     * The result of one input.
     *
     * @throws Exception if there is none; it becomes the failure of this input
     */
    R apply(T input) throws Exception;
}
