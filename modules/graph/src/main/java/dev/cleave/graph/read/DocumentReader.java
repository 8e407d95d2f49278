package dev.cleave.graph.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cleave.api.NearestName;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one document of maps and lists, in our own format or WfFormat: a document with a {@code workflow} is the latter. */
final class DocumentReader {

    private static final List<String> KEYS = List.of("name", "description", "tasks");
    /** What the document of a run of a pipeline has beside that. */
    private static final Set<String> OF_RUNS = Set.of(
            "file",
            "run",
            "parameters",
            "state",
            "lanes",
            "elapsed",
            "work",
            "span",
            "parallelism",
            "criticalPath",
            "plan");

    private final JsonFactory factory;
    private final GraphFormat plainFormat;
    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, Place> unknownKeys = new LinkedHashMap<>();
    private @Nullable WfFormat wfFormat;
    private @Nullable String name;
    private @Nullable String schemaVersion;
    private boolean hasTasks;

    DocumentReader(JsonFactory factory, GraphFormat plainFormat) {
        this.factory = factory;
        this.plainFormat = plainFormat;
    }

    ReadGraph read(byte[] text) {
        try (JsonParser parser = factory.createParser(text)) {
            Tokens tokens = new Tokens(parser, graph);
            parser.nextToken();
            tokens.object("the document", (key, place) -> member(tokens, key, place));
            if (parser.nextToken() != null) {
                graph.refuse(Code.VALUE, tokens.place(), "a second document", "one in a file");
            }
        } catch (JsonProcessingException broken) {
            throw new GraphRefusedException(List.of(syntax(broken)));
        } catch (IOException broken) {
            throw new GraphRefusedException(List.of(
                    new GraphFault(Code.SYNTAX, Place.NOWHERE, String.valueOf(broken.getMessage()), "text in UTF-8")));
        }
        WfFormat recorded = wfFormat;
        if (recorded != null) {
            return new ReadGraph(GraphFormat.WFFORMAT, Optional.ofNullable(name), recorded.build(schemaVersion));
        }
        unknownKeys.forEach(
                (key, place) -> graph.refuse(Code.VALUE, place, NearestName.unknown("key", key, KEYS), "one of these"));
        if (!hasTasks) {
            graph.refuse(Code.NO_TASKS, Place.NOWHERE, "no tasks", "tasks: by name, or a workflow in WfFormat");
        }
        return new ReadGraph(plainFormat, Optional.ofNullable(name), graph.build());
    }

    private void member(Tokens tokens, String key, Place place) throws IOException {
        switch (key) {
            case "name" -> name = tokens.name("name").orElse(null);
            case "description" -> tokens.skip();
            case "schemaVersion" -> {
                unknownKeys.put(key, place);
                schemaVersion = tokens.scalar(key, "1.5").orElse(null);
            }
            case "tasks" -> {
                hasTasks = true;
                new PlainTasks(tokens, graph).read();
            }
            case "workflow" -> {
                WfFormat recorded = new WfFormat(tokens, graph);
                recorded.read();
                wfFormat = recorded;
            }
            default -> {
                if (!OF_RUNS.contains(key)) {
                    unknownKeys.put(key, place);
                }
                tokens.skip();
            }
        }
    }

    /** The parser's first sentence; what follows in it repeats the place, or shows the text. */
    private GraphFault syntax(JsonProcessingException broken) {
        Place place = broken.getLocation() == null
                ? Place.NOWHERE
                : new Place(
                        Math.max(0, broken.getLocation().getLineNr()),
                        Math.max(0, broken.getLocation().getColumnNr()));
        List<String> said = new ArrayList<>();
        String.valueOf(broken.getOriginalMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .limit(2)
                .forEach(said::add);
        return new GraphFault(Code.SYNTAX, place, String.join(", ", said), plainFormat.title());
    }
}
