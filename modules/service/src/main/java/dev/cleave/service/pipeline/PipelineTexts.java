package dev.cleave.service.pipeline;

import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.pipeline.read.PipelineReader;
import dev.cleave.pipeline.read.ProgramCatalog;
import dev.cleave.service.store.PipelineText;

/** Reads pipelines as the store keeps them. */
public final class PipelineTexts {

    private PipelineTexts() {}

    /**
     * The pipeline of a text.
     *
     * @throws GraphRefusedException with everything that is wrong with it
     */
    public static Pipeline read(PipelineText text) {
        return PipelineReader.read(text.text(), text.name(), ProgramCatalog.ANY, text.arguments())
                .pipeline();
    }
}
