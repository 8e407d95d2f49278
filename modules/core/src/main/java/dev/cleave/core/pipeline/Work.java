package dev.cleave.core.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a task does, with references still in it. Immutable. */
public sealed interface Work {

    /** The references in it. */
    Stream<Reference> references();

    /**
     * The same with every value put in place.
     *
     * @param values the value of each reference
     * @throws UnresolvedException if a value is not what is needed
     */
    ResolvedWork resolve(Function<Reference, String> values);

    /**
     * A divide-and-conquer job.
     *
     * @param program what runs
     * @param arguments text by parameter name
     */
    record JobWork(Program program, Map<String, Template> arguments) implements Work {
        public JobWork {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        @Override
        public Stream<Reference> references() {
            return arguments.values().stream().flatMap(Template::references);
        }

        @Override
        public ResolvedWork resolve(Function<Reference, String> values) {
            return new ResolvedWork.Job(program, resolved(arguments, values));
        }
    }

    /**
     * A process.
     *
     * @param argv the command and its arguments, at least one
     * @param environment text by name, beside the little that every process gets
     * @param filesIn what it finds in its folder, by name
     * @param filesOut names of the files that it leaves and that are kept
     */
    record CommandWork(
            List<Template> argv,
            Map<String, Template> environment,
            Map<String, FileSource> filesIn,
            List<String> filesOut)
            implements Work {
        public CommandWork {
            argv = List.copyOf(argv);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            filesIn = Collections.unmodifiableMap(new LinkedHashMap<>(filesIn));
            filesOut = List.copyOf(filesOut);
            if (argv.isEmpty()) {
                throw new IllegalArgumentException("command: [] (expected: a program and its arguments)");
            }
        }

        @Override
        public Stream<Reference> references() {
            return Stream.of(
                            argv.stream().flatMap(Template::references),
                            environment.values().stream().flatMap(Template::references),
                            filesIn.values().stream().flatMap(FileSource::references))
                    .flatMap(Function.identity());
        }

        @Override
        public ResolvedWork resolve(Function<Reference, String> values) {
            List<String> command = new ArrayList<>();
            argv.forEach(argument -> command.add(argument.resolve(values)));
            Map<String, ResolvedFile> files = new TreeMap<>();
            filesIn.forEach((name, source) -> files.put(name, ResolvedFile.of(source, values)));
            return new ResolvedWork.Command(command, resolved(environment, values), files, filesOut);
        }
    }

    private static Map<String, String> resolved(Map<String, Template> texts, Function<Reference, String> values) {
        Map<String, String> resolved = new TreeMap<>();
        texts.forEach((name, text) -> resolved.put(name, text.resolve(values)));
        return resolved;
    }
}
