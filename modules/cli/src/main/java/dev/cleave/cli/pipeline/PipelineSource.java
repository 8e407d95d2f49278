package dev.cleave.cli.pipeline;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.FileFaults;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Values;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.graph.read.GraphReader;
import dev.cleave.graph.read.ReadGraph;
import dev.cleave.pipeline.plan.Durations;
import dev.cleave.pipeline.plan.Replay;
import dev.cleave.pipeline.read.PipelineDocument;
import dev.cleave.pipeline.read.PipelineReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline that was named on the command line, with its parameters.
 *
 * @param file where it was read
 * @param document what it says
 * @param arguments a value for each of its parameters
 * @param durations how long its tasks take, as far as that is known
 */
record PipelineSource(String file, PipelineDocument document, Map<String, String> arguments, Durations durations) {

    private static final double LEAST_SCALE = 1e-9;
    private static final double MOST_SCALE = 1e6;

    /**
     * Reads what was named.
     *
     * @param words the arguments behind the action
     * @throws CommandException with everything that is wrong with it
     */
    static PipelineSource of(Given given, List<String> words) {
        return of(given, words, Map.of());
    }

    /**
     * Reads what was named.
     *
     * @param before what parameters are that are not given, as far as there are such
     */
    static PipelineSource of(Given given, List<String> words, Map<String, String> before) {
        Map<String, String> parameters = Values.pairs("-p", "name=value", given.all("-p"));
        Optional<String> recorded = given.text("--from-wfformat");
        if (recorded.isPresent()) {
            if (!words.isEmpty()) {
                throw CommandException.usage("unexpected argument: " + words.get(0) + " (beside --from-wfformat)");
            }
            return with(recorded.get(), replay(recorded.get(), given), parameters, before, given);
        }
        if (given.has("--time-scale")) {
            throw CommandException.usage("--time-scale: has no meaning without --from-wfformat FILE");
        }
        if (words.isEmpty()) {
            throw CommandException.usage("file: none (expected: a pipeline in YAML)");
        }
        if (words.size() > 1) {
            throw CommandException.usage("unexpected argument: " + words.get(1));
        }
        String file = words.get(0);
        return with(file, read(file, parameters), parameters, before, given);
    }

    private static PipelineSource with(
            String file,
            PipelineDocument document,
            Map<String, String> parameters,
            Map<String, String> before,
            Given given) {
        try {
            Map<String, String> all = new HashMap<>(parameters);
            document.pipeline().parameters().stream()
                    .map(PipelineParameter::name)
                    .filter(before::containsKey)
                    .forEach(name -> all.putIfAbsent(name, before.get(name)));
            Map<String, String> arguments = document.pipeline().arguments(all);
            Durations durations = Durations.of(document);
            return new PipelineSource(
                    file,
                    document,
                    arguments,
                    given.text("--durations")
                            .map(run -> durations.withRun(graph(run).graph()))
                            .orElse(durations));
        } catch (InvalidArgumentException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        }
    }

    private static PipelineDocument read(String file, Map<String, String> parameters) {
        try {
            String text = Files.readString(existing(file));
            return PipelineReader.read(text, usualName(file), new BundledCatalog(), parameters);
        } catch (GraphRefusedException refused) {
            throw FileFaults.refused(file, refused);
        } catch (CharacterCodingException noText) {
            throw CommandException.usage(file + ": bytes that are no text (expected: text in UTF-8)");
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static PipelineDocument replay(String file, Given given) {
        double scale = given.value(
                        "--time-scale", text -> Values.decimal("--time-scale", text, LEAST_SCALE, MOST_SCALE))
                .orElse(1.0);
        ReadGraph recorded = graph(file);
        TaskGraph graph = recorded.graph();
        try {
            return Replay.of(recorded.name().orElseGet(() -> usualName(file)), graph, scale);
        } catch (IllegalArgumentException tooLong) {
            throw CommandException.usage(file + ": " + tooLong.getMessage());
        }
    }

    /** A graph with times. */
    private static ReadGraph graph(String file) {
        try {
            return GraphReader.read(existing(file));
        } catch (GraphRefusedException refused) {
            throw FileFaults.refused(file, refused);
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw CommandException.usage(
                    file + ": no such file (in " + Path.of("").toAbsolutePath() + ")");
        }
        return path;
    }

    private static CommandException unreadable(String file, IOException failed) {
        return CommandException.usage(file + ": cannot be read: " + failed.getMessage() + " (expected: a pipeline)");
    }

    /** The file's name without its ending. */
    private static String usualName(String file) {
        String name = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.[a-zA-Z]+$", "");
        return name.isBlank() ? "pipeline" : name.substring(0, Math.min(63, name.length()));
    }

    /** The folder that names of files in it start from. */
    Path folder() {
        Path parent = Path.of(file).toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }
}
