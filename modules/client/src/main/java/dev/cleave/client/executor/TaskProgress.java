package dev.cleave.client.executor;

/**
 * How far an executor's tasks are.
 *
 * @param accepted how many were accepted since its beginning; each input of a {@code map} is one
 * @param succeeded how many of them have a result
 * @param failed how many of them threw
 * @param cancelled how many of them were cancelled
 */
public record TaskProgress(long accepted, long succeeded, long failed, long cancelled) {

    /** How many are waiting or running. */
    public long open() {
        return accepted - succeeded - failed - cancelled;
    }
}
