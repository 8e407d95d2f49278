package dev.cleave.cli.program;

import dev.cleave.api.Arguments;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.Parameter;
import dev.cleave.cli.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that was found and loaded, with what other processes need to load it too.
 *
 * @param job the job itself
 * @param classPath the jars and class folders to find its class in, in order
 */
public record Program(Job<?, ?> job, List<Path> classPath) {

    /** What people call the job. */
    public String name() {
        return job.name();
    }

    /** The binary name of the class that implements the job. */
    public String jobClass() {
        return job.getClass().getName();
    }

    /**
     * Checks what was given for the job's parameters.
     *
     * @param given text by parameter name
     * @throws CommandException if a name is unknown or a value of the wrong type or out of range
     */
    public Arguments check(Map<String, String> given) {
        List<Parameter<?>> parameters = parameters();
        try {
            return Arguments.parse(parameters, shipped(given));
        } catch (InvalidArgumentException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * What is given to the job's processes: the text of a file instead of its name.
     *
     * @param given text by parameter name
     * @throws CommandException if a file cannot be read, is too large or no text
     */
    public Map<String, String> shipped(Map<String, String> given) {
        return FileArguments.read(parameters(), given);
    }

    /**
     * The text of every parameter, defaults included, in the job's order.
     *
     * @param given text by parameter name
     */
    public Map<String, String> effective(Map<String, String> given) {
        Map<String, String> effective = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters()) {
            String text = given.get(parameter.name());
            effective.put(parameter.name(), text == null ? String.valueOf(parameter.defaultValue()) : text.strip());
        }
        return effective;
    }

    /**
     * The class path as jars only, since other processes get it as jars.
     *
     * @param folder where folders of classes are packed into jars
     * @throws IOException if there is no room for that
     */
    public List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path each : classPath) {
            if (Files.isDirectory(each)) {
                Path jar = folder.resolve("classes-" + jars.size() + ".jar");
                JarPacker.pack(JarPacker.contents(each), jar);
                jars.add(jar);
            } else {
                jars.add(each);
            }
        }
        return jars;
    }

    private List<Parameter<?>> parameters() {
        try {
            return job.parameters();
        } catch (RuntimeException | LinkageError broken) {
            throw CommandException.usage(jobClass() + ": parameters() threw " + broken);
        }
    }
}
