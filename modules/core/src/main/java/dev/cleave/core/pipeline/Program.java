package dev.cleave.core.pipeline;

/** Which divide-and-conquer program a task runs. Immutable. */
public sealed interface Program {

    /** A program that comes with the cluster, by its name, as {@code nqueens}; or a class by its binary name. */
    record Named(String name) implements Program {}

    /**
     * A class in a jar.
     *
     * @param jar the file as it is named in the pipeline; its bytes travel as a blob
     * @param jobClass the binary name of the class
     */
    record Packed(String jar, String jobClass) implements Program {}
}
