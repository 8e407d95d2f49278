package dev.cleave.pipeline.command;

import java.util.List;
import java.util.Map;

/**
 * A command with every value in place.
 *
 * @param argv the program and its arguments, at least one
 * @param environment what it is given beside {@code PATH}, {@code HOME}, {@code TMPDIR} and {@code LANG}
 * @param filesIn names of the files that it finds in its folder
 * @param filesOut names of the files that it is to leave there
 */
public record CommandSpec(
        List<String> argv, Map<String, String> environment, List<String> filesIn, List<String> filesOut) {

    public CommandSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        filesIn = List.copyOf(filesIn);
        filesOut = List.copyOf(filesOut);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("command: [] (expected: a program and its arguments)");
        }
    }
}
