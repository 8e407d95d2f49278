package dev.cleave.client.executor;

/**
 * Stands for an exception of a task whose class is not known here, or cannot be made anew; its message names class and
 * message, its stack trace is the one of where the task ran.
 */
public final class RemoteTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RemoteTaskException(String text) {
        super(text);
    }
}
