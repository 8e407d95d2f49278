package dev.cleave.client;

/**
 * Why a job failed.
 *
 * @param code the kind, as {@code DIVIDE_THREW}; a name of {@link dev.cleave.api.Code} or one of the cluster's own
 * @param path where in the tree: the child indexes from the root, as {@code /0/3}; empty if it belongs to no subproblem
 * @param message what was given and what was expected
 * @param stackTrace of the exception where it was thrown, as text; empty if there was none
 */
public record Failure(String code, String path, String message, String stackTrace) {}
