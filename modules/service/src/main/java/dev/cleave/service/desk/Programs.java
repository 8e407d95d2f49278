package dev.cleave.service.desk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that come with a cluster. Safe for use by many threads. */
public interface Programs {

    /**
     * A program that comes with the cluster.
     *
     * @param jobClass the binary name of its class
     * @param jars where that is
     */
    record Program(String jobClass, List<Path> jars) {}

    /** None. */
    Programs NONE = (name, arguments) -> Optional.empty();

    /**
     * The program of that name.
     *
     * @param arguments text by parameter name
     * @throws IllegalArgumentException if it cannot run with these arguments; the message is for people
     */
    Optional<Program> find(String name, Map<String, String> arguments);
}
