package dev.cleave.cli.graph;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.FileFaults;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.cli.report.JsonWriter;
import dev.cleave.cli.report.YamlWriter;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.graph.draw.GraphDrawing;
import dev.cleave.graph.read.ReadGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code cleave graph}: what follows from a graph of tasks, as figures or as a drawing. */
public final class GraphCommand {

    private static final List<String> ACTIONS = List.of("analyze", "show");
    private static final List<String> FORMATS = List.of("table", "json", "yaml");

    private final Output output;

    public GraphCommand(Output output) {
        this.output = output;
    }

    /**
     * Does what was asked.
     *
     * @throws CommandException if the command or the file cannot be used
     */
    public ExitCode run(Given given) {
        List<String> words = given.arguments();
        if (words.isEmpty()) {
            throw CommandException.usage("nothing to do (expected: analyze or show, and a file)");
        }
        String action = words.get(0);
        if (!ACTIONS.contains(action)) {
            throw CommandException.usage(NearestName.unknown("action", action, ACTIONS));
        }
        if (words.size() < 2) {
            throw CommandException.usage(
                    "file: none (expected: a graph in YAML, JSON, WfFormat or as Standard Task Graph)");
        }
        if (words.size() > 2) {
            throw CommandException.usage("unexpected argument: " + words.get(2));
        }
        return action.equals("show") ? show(given, words.get(1)) : analyze(given, words.get(1));
    }

    private ExitCode analyze(Given given, String file) {
        if (given.has("--out")) {
            throw CommandException.usage("--out: has no meaning with analyze (expected: -o FORMAT, or show)");
        }
        String format = given.text("--output").orElse("table");
        if (!FORMATS.contains(format)) {
            throw CommandException.usage("-o: " + NearestName.unknown("format", format, FORMATS));
        }
        AnalyzedGraph analyzed = AnalyzedGraph.of(file, read(file));
        output.out()
                .println(
                        switch (format) {
                            case "json" -> JsonWriter.write(analyzed.document());
                            case "yaml" -> YamlWriter.write(analyzed.document());
                            default -> analyzed.table();
                        });
        return ExitCode.SUCCESS;
    }

    private ExitCode show(Given given, String file) {
        if (given.has("--output")) {
            throw CommandException.usage("-o: has no meaning with show (expected: --out FILE)");
        }
        Path drawing = given.value("--out", GraphCommand::drawing)
                .orElseThrow(
                        () -> CommandException.usage("--out: none (expected: the file for the drawing, as graph.svg)"));
        ReadGraph read = read(file);
        try {
            Files.writeString(drawing, GraphDrawing.svg(title(file, read), read.graph()));
        } catch (GraphRefusedException tooLarge) {
            throw FileFaults.refused(file, tooLarge);
        } catch (IOException failed) {
            throw CommandException.usage(
                    "--out: " + drawing + ": " + failed.getMessage() + " (expected: a file that can be written)");
        }
        output.say(read.graph().size() + " tasks drawn in " + drawing);
        return ExitCode.SUCCESS;
    }

    private static String title(String file, ReadGraph read) {
        return read.name().orElseGet(() -> String.valueOf(Path.of(file).getFileName()));
    }

    private static Path drawing(String text) {
        Path folder = Path.of(text).toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Values.refused("--out", text, "a file in an existing folder");
        }
        return Path.of(text);
    }

    private static ReadGraph read(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw CommandException.usage(
                    file + ": no such file (in " + Path.of("").toAbsolutePath() + ")");
        }
        try {
            return GraphFile.read(path);
        } catch (GraphRefusedException refused) {
            throw FileFaults.refused(file, refused);
        } catch (IOException failed) {
            throw CommandException.usage(file + ": cannot be read: " + failed.getMessage() + " (expected: a graph)");
        }
    }
}
