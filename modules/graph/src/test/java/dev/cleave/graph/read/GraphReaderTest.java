package dev.cleave.graph.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.graph.read.WorkflowFiles.Expected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphReaderTest {

    private static final String DIAMOND = """
            name: diamond
            tasks:
              top: { duration: 1m30s }
              left:
                needs: [top]
                duration: 2.5   # seconds
              right: { needs: top, duration: 500ms }
              bottom:
                needs: [left, right]
                duration: 0
            """;

    static List<Expected> workflows() {
        return WorkflowFiles.all();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void recordedWorkflowsHaveTheFiguresOfAnIndependentReading(Expected expected) throws IOException {
        ReadGraph read = GraphReader.read(expected.file());
        GraphAnalysis analysis = GraphAnalysis.of(read.graph());
        assertThat(read.format()).isEqualTo(GraphFormat.WFFORMAT);
        assertThat(read.graph().size()).isEqualTo(expected.tasks());
        assertThat(read.graph().edges()).isEqualTo(expected.edges());
        assertThat(analysis.workNanos() / 1e9).isEqualTo(expected.work(), offset(0.0005));
        assertThat(analysis.spanNanos() / 1e9).isEqualTo(expected.span(), offset(0.0005));
        assertThat(analysis.parallelism()).isEqualTo(expected.parallelism(), offset(0.0005));
    }

    @Test
    void ourOwnFormatHasTasksByNameInYaml() {
        ReadGraph read = read(DIAMOND);
        assertThat(read.format()).isEqualTo(GraphFormat.YAML);
        assertThat(read.name()).contains("diamond");
        assertIsDiamond(read.graph());
    }

    @Test
    void andInJson() {
        ReadGraph read = read("""
                {"tasks": {"top": {"duration": 90}, "left": {"needs": ["top"], "duration": 2.5},
                  "right": {"needs": ["top"], "duration": "500ms"}, "bottom": {"needs": ["left", "right"], "duration": 0}}}
                """);
        assertThat(read.format()).isEqualTo(GraphFormat.JSON);
        assertIsDiamond(read.graph());
    }

    @Test
    void aStandardTaskGraphHasALinePerTask() {
        ReadGraph read = read("2\n 0 0 0\n 1 90 1 0\n 2 2.5 1 1\n 3 0 2 1 2\n# CP Length : 92.5\n");
        assertThat(read.format()).isEqualTo(GraphFormat.STANDARD_TASK_GRAPH);
        assertThat(read.graph().size()).isEqualTo(4);
        assertThat(read.graph().edges()).isEqualTo(4);
        assertThat(GraphAnalysis.of(read.graph()).spanNanos()).isEqualTo(92_500_000_000L);
    }

    @Test
    void withoutAnyDurationEveryTaskTakesASecond() {
        TaskGraph graph =
                read("tasks: {a: , b: {needs: a}, c: {needs: [a, b]}}").graph();
        assertThat(GraphAnalysis.of(graph).workNanos()).isEqualTo(3_000_000_000L);
    }

    @Test
    void everythingThatIsWrongWithATextIsSaidAtOnce() {
        assertThat(refused("""
                        tasks:
                          a: { needs: [b], duration: 1s }
                          b: { needs: [c], duration: -4 }
                          c: { needs: [a, d, d1], duration: .nan }
                          d: { needs: [d], duration: soon }
                          a: { need: [b], duration: 1s }
                          e:
                        titel: x
                        """))
                .extracting(fault -> fault.place() + " " + fault.code())
                .containsExactly(
                        "2:3 CYCLE",
                        "3:30 TIME",
                        "4:22 UNKNOWN_TASK",
                        "4:37 TIME",
                        "5:16 SELF_LOOP",
                        "5:30 TIME",
                        "6:3 DOUBLED_NAME",
                        "6:8 VALUE",
                        "7:3 TIME",
                        "8:1 VALUE");
    }

    /** The text, with \n for line ends; what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tasks\": {\"a\": {\"duration\": NaN}}} | 1:30: TIME: duration of task a: NaN (expected: seconds",
                "{\"tasks\": {\"a\": {\"duration\": -1}}} | 1:30: TIME: duration of task a: -1 (expected: seconds",
                "{\"tasks\": {\"a\": {\"duration\": 1e300}}} | 1:30: TIME: duration of task a: 1e300 (expected: seconds",
                "{\"tasks\": tru} | 1:11: SYNTAX: Unrecognized token 'tru'",
                "tasks: {a: [} | 1:13: SYNTAX: while parsing a flow node",
                "tasks: {a: [b]} | 1:12: VALUE: task a: a list (expected: names, each with a value)",
                "tasks: {a: {needs: {b: c}}} | 1:20: VALUE: needs of task a: a map (expected: a name)",
                "tasks: {a: &x {duration: 1}, b: *x} | 1:33: VALUE: task b: the alias *x (expected: names",
                "tasks: {a: {duration: 1, duration: 2}} | 1:26: VALUE: task a: duration: given twice (expected: once)",
                "name: x | NO_TASKS: no tasks (expected: tasks: by name, or a workflow in WfFormat)",
                "tasks: {} | NO_TASKS: no tasks (expected: at least one)",
                "` ` | NO_TASKS: no tasks (expected: tasks: by name, or a workflow in WfFormat)",
                "2\\n1 1 0 | VALUE: 1 tasks (expected: 2, as the first line says, or two more",
                "1\\n1 -3 0 | 2: TIME: time of task 1: -3 (expected: units of time, 0 or more)",
                "1\\n1 3 2 0 | 2: VALUE: task 1: 1 predecessors (expected: 2, as the line says)",
                "1\\n1 3 1 9 | 2: UNKNOWN_TASK: task 1 needs 9 (expected: a task that there is; did you mean 1?)",
                "1 2\\n1 3 0 | 1: VALUE: first line: 1 … (expected: the number of tasks)",
                "2\\n1 3 1 2\\n2 3 1 1 | 2: CYCLE: tasks wait for each other: 1 needs 2 needs 1 (expected: tasks that",
                "{\"schemaVersion\": \"1.3\", \"workflow\": {}} | VALUE: schemaVersion: 1.3 (expected: 1.5 or 1.6)",
            })
    void aFaultNamesItsPlaceWhatWasGivenAndWhatWasExpected(String text, String complaint) {
        assertThat(refused(text.replace("\\n", "\n")).get(0).line()).startsWith(complaint);
    }

    @Test
    void aWorkflowsTimesAndEdgesMustBeOfItsTasks() {
        assertThat(refused("""
                        {"schemaVersion": "1.5", "workflow": {
                         "specification": {"tasks": [
                          {"id": "a", "parents": [], "children": ["b", "c"]},
                          {"id": "b", "parents": ["a"], "children": []}]},
                         "execution": {"tasks": [
                          {"id": "a", "runtimeInSeconds": -1},
                          {"id": "x", "runtimeInSeconds": 1}]}}}
                        """))
                .extracting(GraphFault::line)
                .containsExactly(
                        "3:48: UNKNOWN_TASK: c after task a (expected: a task that there is; did you mean a?)",
                        "4:10: TIME: task b was not executed (expected: its time in workflow.execution)",
                        "6:35: TIME: runtimeInSeconds: -1 (expected: a number of seconds, 0 to 292 years)",
                        "7:10: UNKNOWN_TASK: executed task x (expected: a task of workflow.specification)");
    }

    /** Texts that are cut, or have bytes changed, are read or refused; nothing else happens. */
    @Test
    void noTextBreaksTheReader() throws IOException {
        List<byte[]> texts = List.of(
                DIAMOND.getBytes(StandardCharsets.UTF_8),
                "2\n 0 0 0\n 1 90 1 0\n 2 2.5 1 1\n 3 0 2 1 2\n# end\n".getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(WorkflowFiles.all().get(0).file()));
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] text = texts.get(round % texts.size()).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = random.nextBoolean() ? text : Arrays.copyOf(text, random.nextInt(text.length));
            try {
                assertThat(GraphReader.read(cut).graph().size()).isPositive();
            } catch (GraphRefusedException expected) {
                refused++;
                assertThat(expected.faults()).isNotEmpty();
            }
        }
        assertThat(refused).isPositive();
    }

    private static void assertIsDiamond(TaskGraph graph) {
        GraphAnalysis analysis = GraphAnalysis.of(graph);
        assertThat(graph.edges()).isEqualTo(4);
        assertThat(analysis.workNanos()).isEqualTo(93_000_000_000L);
        assertThat(analysis.spanNanos()).isEqualTo(92_500_000_000L);
        assertThat(analysis.criticalPath()).extracting(graph::name).containsExactly("top", "left", "bottom");
    }

    private static ReadGraph read(String text) {
        return GraphReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<GraphFault> refused(String text) {
        GraphRefusedException refused = catchThrowableOfType(GraphRefusedException.class, () -> read(text));
        assertThat(refused).as(text).isNotNull();
        return refused.faults();
    }
}
