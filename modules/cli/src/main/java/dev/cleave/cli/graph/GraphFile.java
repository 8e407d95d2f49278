package dev.cleave.cli.graph;

import dev.cleave.api.InvalidArgumentException;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.pipeline.UnresolvedException;
import dev.cleave.graph.read.GraphFormat;
import dev.cleave.graph.read.GraphReader;
import dev.cleave.graph.read.ReadGraph;
import dev.cleave.pipeline.plan.Durations;
import dev.cleave.pipeline.plan.PipelinePlan;
import dev.cleave.pipeline.read.PipelineDocument;
import dev.cleave.pipeline.read.PipelineReader;
import dev.cleave.pipeline.read.ProgramCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Graphs from files of any kind: graphs, and pipelines with the values that their parameters have by themselves. */
final class GraphFile {

    /** A key that only tasks of pipelines have. */
    private static final Pattern WORK = Pattern.compile("[{,\\s\"](?:command|program|jar)\"?\\s*:\\s");

    private GraphFile() {}

    /**
     * The graph of a file.
     *
     * @throws IOException if it cannot be read
     * @throws GraphRefusedException with everything that is wrong with it
     */
    static ReadGraph read(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        try {
            return GraphReader.read(text);
        } catch (GraphRefusedException noGraph) {
            String characters = new String(text, StandardCharsets.UTF_8);
            if (!WORK.matcher(characters).find()) {
                throw noGraph;
            }
            PipelineDocument document =
                    PipelineReader.read(text, String.valueOf(file.getFileName()), ProgramCatalog.ANY);
            try {
                return planned(document);
            } catch (InvalidArgumentException | UnresolvedException unplanned) {
                throw noGraph;
            }
        }
    }

    private static ReadGraph planned(PipelineDocument document) {
        PipelinePlan plan = PipelinePlan.of(
                document.pipeline(), document.pipeline().arguments(Map.of()), Durations.of(document), 1);
        return new ReadGraph(
                GraphFormat.PIPELINE, Optional.of(document.pipeline().name()), plan.graph());
    }
}
