package dev.cleave.core.pipeline.run;

import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.Template;
import dev.cleave.core.pipeline.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to pipelines. */
final class Tasks {

    private Tasks() {}

    static Work job(Template x) {
        return new Work.JobWork(new Program.Named("echo"), Map.of("x", x));
    }

    static PipelineTask task(String name, String... needs) {
        return PipelineTask.of(name, job(Template.of(name))).needing(needs);
    }

    static Template result(String task) {
        return Template.of(new Reference.OfResult(task));
    }

    static Template item() {
        return Template.of(new Reference.OfItem());
    }

    static Pipeline pipeline(PipelineTask... tasks) {
        return pipeline(List.of(tasks), List.of());
    }

    static Pipeline pipeline(List<PipelineTask> tasks, List<PipelineTask> finallyTasks) {
        return new Pipeline("test", List.of(), tasks, finallyTasks, OnFailure.STOP, Optional.empty());
    }
}
