package dev.cleave.pipeline.read;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.Pipeline;
import dev.cleave.core.pipeline.PipelineParameter;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.pipeline.cron.Cron;
import dev.cleave.pipeline.cron.CronRefusedException;
import dev.cleave.pipeline.yaml.Yaml;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Scalar;
import dev.cleave.pipeline.yaml.YamlReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads pipelines from text: YAML, or JSON, which YAML contains. Everything that is wrong with one is said at once, each with its place, what
 * was found there, and what was expected.
 *
 * <p>The same text with the same parameters gives the same pipeline, wherever it is read.
 */
public final class PipelineReader {

    /** How many tasks a pipeline may have. */
    public static final int MOST_TASKS = 100_000;

    private static final List<String> KEYS =
            List.of("name", "description", "parameters", "cron", "on-failure", "tasks", "finally");
    private static final int LONGEST_NAME = 63;

    private final ProgramCatalog programs;
    private final Map<String, String> given;
    private final GraphBuilder graph = new GraphBuilder();
    private final Sheet sheet = new Sheet(graph);
    private final Map<String, Field> members = new HashMap<>();
    private final List<PipelineParameter> parameters = new ArrayList<>();
    private final List<ReadTask> tasks = new ArrayList<>();

    private PipelineReader(ProgramCatalog programs, Map<String, String> given) {
        this.programs = programs;
        this.given = given;
    }

    /**
     * The pipeline of a text in UTF-8.
     *
     * @param usualName what it is called if the text does not say
     * @throws GraphRefusedException with everything that is wrong with it
     */
    public static PipelineDocument read(byte[] text, String usualName, ProgramCatalog programs) {
        try {
            String characters = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return read(characters, usualName, programs, Map.of());
        } catch (CharacterCodingException broken) {
            throw new GraphRefusedException(
                    List.of(new GraphFault(Code.SYNTAX, Place.NOWHERE, "bytes that are no text", "text in UTF-8")));
        }
    }

    /**
     * The pipeline of a text.
     *
     * @param usualName what it is called if the text does not say
     * @param programs what can be run by name
     * @param given what it is to be started with, so that what programs are given by it is checked, too; names that are unknown are not
     *     refused here
     * @throws GraphRefusedException with everything that is wrong with it
     */
    public static PipelineDocument read(
            String text, String usualName, ProgramCatalog programs, Map<String, String> given) {
        return new PipelineReader(programs, given).read(YamlReader.read(text), usualName);
    }

    private PipelineDocument read(Yaml document, String usualName) {
        if (!(document instanceof Fields)) {
            sheet.wrong(document, "the document", "a pipeline: name and tasks");
            graph.build();
        }
        sheet.fields(document, "the pipeline", KEYS, field -> members.put(field.name(), field));
        String name = name().orElse(usualName);
        value("parameters")
                .ifPresent(value -> sheet.entries(
                        value, "parameters", field -> new ParameterReader(sheet).read(field, parameters)));
        Optional<String> cron = cron();
        OnFailure onFailure = value("on-failure")
                .flatMap(value -> sheet.choice(value, "on-failure", TaskReader.ON_FAILURE))
                .map(TaskReader::onFailure)
                .orElse(OnFailure.STOP);
        tasks("tasks", false, onFailure);
        tasks("finally", true, onFailure);
        if (!members.containsKey("tasks")) {
            sheet.refuse(Code.NO_TASKS, document.place(), "no tasks", "tasks: by name");
        }
        new TaskChecks(sheet, graph, parameters, programs, given).check(tasks);
        graph.build();
        return built(name, cron, onFailure);
    }

    private PipelineDocument built(String name, Optional<String> cron, OnFailure onFailure) {
        Map<String, Long> durations = new LinkedHashMap<>();
        tasks.forEach(task -> task.nanos().ifPresent(nanos -> durations.put(task.name(), nanos)));
        Pipeline pipeline = new Pipeline(name, parameters, tasks(false), tasks(true), onFailure, cron);
        String description =
                value("description").map(ParameterReader::description).orElse("");
        return new PipelineDocument(pipeline, description, durations);
    }

    private List<PipelineTask> tasks(boolean isFinally) {
        return tasks.stream()
                .filter(task -> task.isFinally() == isFinally)
                .map(task -> Objects.requireNonNull(task.task(), task.name()))
                .toList();
    }

    private Optional<Yaml> value(String key) {
        return Optional.ofNullable(members.get(key)).map(Field::value);
    }

    private Optional<String> name() {
        Optional<String> name = value("name").flatMap(value -> sheet.name(value, "name"));
        if (name.isPresent() && name.get().length() > LONGEST_NAME) {
            value("name").ifPresent(value -> sheet.wrong(value, "name", "1 to " + LONGEST_NAME + " characters"));
        }
        return name;
    }

    private Optional<String> cron() {
        Optional<Scalar> text = value("cron").flatMap(value -> sheet.scalar(value, "cron", Cron.EXPECTED));
        if (text.isPresent()) {
            try {
                Cron.parse(text.get().text());
            } catch (CronRefusedException refused) {
                sheet.refuse(
                        Code.VALUE, text.get().place(refused.offset()), "cron: " + refused.given(), refused.expected());
            }
        }
        return text.map(Scalar::text);
    }

    private void tasks(String key, boolean isFinally, OnFailure onFailure) {
        Optional<Yaml> value = value(key);
        if (value.isEmpty() || isFinally && value.get().isNothing()) {
            return;
        }
        if (!(value.get() instanceof Fields map)) {
            sheet.wrong(value.get(), key, "tasks by name");
            return;
        }
        if (map.fields().isEmpty() && !isFinally) {
            sheet.refuse(Code.NO_TASKS, map.place(), "no tasks", "at least one");
        }
        if (map.fields().size() > MOST_TASKS) {
            sheet.refuse(Code.VALUE, map.place(), map.fields().size() + " tasks", "at most " + MOST_TASKS);
            return;
        }
        for (Field field : map.fields()) {
            tasks.add(TaskReader.read(sheet, field, isFinally, onFailure));
        }
    }
}
