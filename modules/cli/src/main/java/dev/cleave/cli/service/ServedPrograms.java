package dev.cleave.cli.service;

import dev.cleave.api.Arguments;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.NearestName;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.service.desk.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The programs that come with Cleave, for those who submit jobs by name. What a job cannot run with is refused at once, with
 * the nearest name. Immutable.
 */
final class ServedPrograms implements Programs {

    /**
     * A program, and what is said of it.
     *
     * @param job knows its parameters
     * @param offer its class and jars
     */
    private record Served(Job<?, ?> job, Programs.Program offer) {}

    private final Map<String, Served> byName = new TreeMap<>();
    private final Map<String, Served> byClass = new HashMap<>();

    private ServedPrograms() {}

    /**
     * All of them.
     *
     * @param folder where folders of classes are packed into jars, in a checkout
     * @throws IOException if there is no room for that
     */
    static ServedPrograms in(Path folder) throws IOException {
        ServedPrograms served = new ServedPrograms();
        Map<List<Path>, List<Path>> packed = new HashMap<>();
        for (var program : BundledPrograms.all()) {
            List<Path> jars = packed.get(program.classPath());
            if (jars == null) {
                jars = program.jars(folder);
                packed.put(program.classPath(), jars);
            }
            Served one = new Served(program.job(), new Programs.Program(program.jobClass(), List.copyOf(jars)));
            served.byName.put(program.name(), one);
            served.byClass.put(program.jobClass(), one);
        }
        return served;
    }

    @Override
    public Optional<Programs.Program> find(String name, Map<String, String> arguments) {
        Served served = byName.getOrDefault(name, byClass.get(name));
        if (served == null) {
            throw new IllegalArgumentException(NearestName.unknown("program", name, byName.keySet()));
        }
        try {
            Arguments.parse(served.job().parameters(), arguments);
        } catch (InvalidArgumentException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
        return Optional.of(served.offer());
    }
}
