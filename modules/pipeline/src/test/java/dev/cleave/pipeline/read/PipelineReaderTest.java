package dev.cleave.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Condition.Comparator;
import dev.cleave.core.pipeline.Demand;
import dev.cleave.core.pipeline.FileSource;
import dev.cleave.core.pipeline.Foreach;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.core.pipeline.PipelineParameter.Type;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.Retry;
import dev.cleave.core.pipeline.Template;
import dev.cleave.core.pipeline.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {

    private static final String ALL_KEYS = """
            name: nightly
            description: counts what came in
            parameters:
              n: 10
              ratio: 0.5
              quick: true
              folder: in
              quoted: "12"
              day: { type: text, description: which one }
            cron: 30 2 * * mon-fri
            on-failure: continue
            tasks:
              list:
                command: [ls, "${params.folder}"]
                environment: { LC_ALL: C, N: "${params.n}" }
                files-in: { a.txt: { path: data/a.txt }, b.txt: "text of ${run.id}" }
                files-out: [out.txt, parts/1.txt]
                cores: 2
                memory: 1.5GiB
                duration: 90s
              solve:
                program: nqueens
                parameters: { n: "${item}" }
                foreach: ${tasks.list.result}
                retry: { attempts: 3, back-off: 2s }
                timeout: 5m
                cache: true
                needs: list
                when: ${params.n} > 3 && !(params.quick == false || '${params.folder}x' != "inx")
              own:
                jar: target/my.jar
                class: my.Job
                foreach: { from: 1, to: "${params.n}", step: 2 }
                retry: 2
                on-failure: stop
              some:
                command: [cat, in.txt]
                foreach: [a, "b ${params.n}", 3]
                files-in: { in.txt: "${tasks.list.files.out.txt}" }
            finally:
              tell:
                command: [echo, "$${kept} ${tasks.solve.state} ${run.state}"]
                needs: own
            """.replace("1.5GiB", "1536MiB");

    @Test
    void aFileBecomesAPipeline() {
        PipelineDocument document = read(ALL_KEYS);
        Pipeline pipeline = document.pipeline();
        assertThat(document.description()).isEqualTo("counts what came in");
        assertThat(document.durations()).isEqualTo(Map.of("list", 90_000_000_000L));
        assertThat(pipeline.name()).isEqualTo("nightly");
        assertThat(pipeline.cron()).contains("30 2 * * mon-fri");
        assertThat(pipeline.parameters())
                .containsExactly(
                        parameter("n", Type.INTEGER, "10"),
                        parameter("ratio", Type.DECIMAL, "0.5"),
                        parameter("quick", Type.FLAG, "true"),
                        parameter("folder", Type.TEXT, "in"),
                        parameter("quoted", Type.TEXT, "12"),
                        new PipelineParameter("day", Type.TEXT, Optional.empty(), "which one"));
        assertThat(pipeline.tasks()).extracting(PipelineTask::name).containsExactly("list", "solve", "own", "some");
        assertThat(pipeline.finallyTasks()).extracting(PipelineTask::name).containsExactly("tell");
    }

    @Test
    void aCommandHasItsFilesAndItsEnvironment() {
        PipelineTask list = task("list");
        Template folder = Template.of(new Reference.OfParameter("folder"));
        assertThat(list.work())
                .isEqualTo(new Work.CommandWork(
                        List.of(Template.of("ls"), folder),
                        Map.of("LC_ALL", Template.of("C"), "N", Template.of(new Reference.OfParameter("n"))),
                        Map.of(
                                "a.txt", new FileSource.Local("data/a.txt"),
                                "b.txt",
                                        new FileSource.Content(new Template(List.of(
                                                new Template.Text("text of "),
                                                new Template.Value(new Reference.OfRunId()))))),
                        List.of("out.txt", "parts/1.txt")));
        assertThat(list.demand()).isEqualTo(new Demand(2, 1536L << 20));
        assertThat(list.onFailure()).isEqualTo(OnFailure.CONTINUE);
        Work.CommandWork some = (Work.CommandWork) task("some").work();
        assertThat(some.filesIn().get("in.txt"))
                .isEqualTo(new FileSource.Blob(Template.of(new Reference.OfFile("list", "out.txt"))));
    }

    @Test
    void aJobHasItsProgramAndWhatItIsRunFor() {
        PipelineTask solve = task("solve");
        assertThat(solve.work())
                .isEqualTo(new Work.JobWork(
                        new Program.Named("nqueens"), Map.of("n", Template.of(new Reference.OfItem()))));
        assertThat(solve.foreach()).contains(new Foreach.Elements(Template.of(new Reference.OfResult("list"))));
        assertThat(solve.retry()).isEqualTo(new Retry(3, Duration.ofSeconds(2)));
        assertThat(solve.timeout()).contains(Duration.ofMinutes(5));
        assertThat(solve.cache()).isTrue();
        assertThat(solve.needs()).containsExactly("list");
        PipelineTask own = task("own");
        assertThat(own.work()).isEqualTo(new Work.JobWork(new Program.Packed("target/my.jar", "my.Job"), Map.of()));
        assertThat(own.foreach())
                .contains(new Foreach.Range(
                        Template.of("1"), Template.of(new Reference.OfParameter("n")), Template.of("2")));
        assertThat(own.retry()).isEqualTo(new Retry(2, Duration.ZERO));
        assertThat(own.onFailure()).isEqualTo(OnFailure.STOP);
        assertThat(task("some").before()).containsExactly("list");
    }

    @Test
    void aConditionHasParenthesesAndTextsWithReferences() {
        Condition more = new Condition.Comparison(
                Template.of(new Reference.OfParameter("n")), Comparator.GREATER, Template.of("3"));
        Condition notQuick = new Condition.Comparison(
                Template.of(new Reference.OfParameter("quick")), Comparator.EQUAL, Template.of("false"));
        Condition folder = new Condition.Comparison(
                new Template(List.of(new Template.Value(new Reference.OfParameter("folder")), new Template.Text("x"))),
                Comparator.UNEQUAL,
                Template.of("inx"));
        assertThat(task("solve").when())
                .contains(new Condition.All(
                        List.of(more, new Condition.Not(new Condition.Any(List.of(notQuick, folder))))));
    }

    @Test
    void twoDollarsKeepAReferenceText() {
        assertThat(((Work.CommandWork) task("tell").work()).argv().get(1))
                .hasToString("$${kept} ${tasks.solve.state} ${run.state}");
    }

    @Test
    void withoutANameItIsCalledAsTheFileIs() {
        assertThat(read("tasks: { a: { command: [ls] } }").pipeline().name()).isEqualTo("usual");
    }

    @Test
    void jsonIsReadAsWell() {
        String json = """
                {"name": "j", "tasks": {
                  "a": {"command": ["echo", "1"], "timeout": 1.5},
                  "b": {"program": "fib", "parameters": {"n": 3}, "needs": ["a"]}}}
                """;
        Pipeline pipeline = read(json).pipeline();
        assertThat(pipeline.task("a").orElseThrow().timeout()).contains(Duration.ofMillis(1500));
        assertThat(pipeline.graph().edges()).isEqualTo(1);
    }

    private static PipelineParameter parameter(String name, Type type, String text) {
        return new PipelineParameter(name, type, Optional.of(text), "");
    }

    private static PipelineTask task(String name) {
        return read(ALL_KEYS).pipeline().task(name).orElseThrow();
    }

    private static PipelineDocument read(String text) {
        return PipelineReader.read(text, "usual", ProgramCatalog.ANY, Map.of());
    }
}
