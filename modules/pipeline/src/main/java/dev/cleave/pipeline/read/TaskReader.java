package dev.cleave.pipeline.read;

import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Demand;
import dev.cleave.core.pipeline.Foreach;
import dev.cleave.core.pipeline.OnFailure;
import dev.cleave.core.pipeline.PipelineTask;
import dev.cleave.core.pipeline.Retry;
import dev.cleave.core.pipeline.Template;
import dev.cleave.core.pipeline.Work;
import dev.cleave.pipeline.read.ReadTask.Need;
import dev.cleave.pipeline.yaml.Yaml;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Items;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one task. */
final class TaskReader {

    static final List<String> ON_FAILURE = List.of("stop", "continue");

    private static final List<String> KEYS = List.of(
            "description",
            "needs",
            "program",
            "jar",
            "class",
            "parameters",
            "command",
            "environment",
            "files-in",
            "files-out",
            "foreach",
            "when",
            "retry",
            "timeout",
            "cache",
            "cores",
            "memory",
            "on-failure",
            "duration");
    private static final int MOST_CORES = 1_000_000;
    private static final String NAMES =
            "1 to " + PipelineTask.LONGEST_NAME + " letters, digits, '_' and '-', a letter or digit first";

    private final Sheet sheet;
    private final String what;
    private final WorkReader work;
    private final List<Need> needs = new ArrayList<>();
    private Optional<Foreach> foreach = Optional.empty();
    private boolean hasForeach;
    private Optional<Condition> when = Optional.empty();
    private Retry retry = Retry.NEVER;
    private Optional<Duration> timeout = Optional.empty();
    private boolean cache;
    private int cores;
    private long memory;
    private OnFailure onFailure;
    private Optional<Long> nanos = Optional.empty();

    private TaskReader(Sheet sheet, String name, OnFailure onFailure) {
        this.sheet = sheet;
        this.what = "task " + name;
        this.work = new WorkReader(sheet, what);
        this.onFailure = onFailure;
    }

    static ReadTask read(Sheet sheet, Field field, boolean isFinally, OnFailure onFailure) {
        return new TaskReader(sheet, field.name(), onFailure).read(field, isFinally);
    }

    private ReadTask read(Field field, boolean isFinally) {
        String name = field.name();
        boolean isNamed = name.matches("[a-zA-Z0-9][a-zA-Z0-9_-]*") && name.length() <= PipelineTask.LONGEST_NAME;
        if (!isNamed) {
            sheet.refuse(Code.VALUE, field.place(), "task: '" + name + "'", NAMES);
        }
        Optional<Work> done = Optional.empty();
        if (field.value() instanceof Fields) {
            sheet.fields(field.value(), what, KEYS, this::member);
            done = work.build(field.place());
        } else {
            sheet.wrong(field.value(), what, "what it does: program, jar and class, or command");
        }
        PipelineTask task = !isNamed || done.isEmpty()
                ? null
                : new PipelineTask(
                        name,
                        needs.stream().map(Need::name).distinct().toList(),
                        done.get(),
                        foreach,
                        when,
                        retry,
                        timeout,
                        cache,
                        new Demand(cores, memory),
                        onFailure);
        return new ReadTask(
                name,
                field.place(),
                isFinally,
                task,
                hasForeach,
                work.filesOut(),
                needs,
                sheet.takeUses(),
                work.given(),
                nanos);
    }

    private void member(Field field) {
        Yaml value = field.value();
        String of = field.name() + " of " + what;
        switch (field.name()) {
            case "description" -> {}
            case "needs" ->
                sheet.items(value)
                        .forEach(each ->
                                sheet.name(each, of).ifPresent(name -> needs.add(new Need(name, each.place()))));
            case "foreach" -> foreach(value, of);
            case "when" -> when = sheet.condition(value, of);
            case "retry" -> retry(value, of);
            case "timeout" -> timeout(value, of);
            case "cache" -> cache = sheet.flag(value, of).orElse(false);
            case "cores" -> cores = sheet.whole(value, of, 1, MOST_CORES).orElse(0);
            case "memory" -> memory = sheet.size(value, of).orElse(0L);
            case "on-failure" ->
                onFailure = sheet.choice(value, of, ON_FAILURE)
                        .map(TaskReader::onFailure)
                        .orElse(onFailure);
            case "duration" -> nanos = sheet.time(value, of).map(Duration::toNanos);
            default -> work.member(field);
        }
    }

    static OnFailure onFailure(String word) {
        return word.equals("stop") ? OnFailure.STOP : OnFailure.CONTINUE;
    }

    private void timeout(Yaml value, String of) {
        timeout = sheet.time(value, of);
        if (timeout.isPresent() && timeout.get().isZero()) {
            sheet.refuse(Code.TIME, value.place(), of + ": " + value.shown(), "more than 0");
            timeout = Optional.empty();
        }
    }

    private void foreach(Yaml value, String of) {
        hasForeach = true;
        if (value instanceof Items list) {
            if (list.items().size() > Foreach.MOST_ITEMS) {
                sheet.refuse(
                        Code.VALUE,
                        value.place(),
                        of + ": " + list.items().size() + " items",
                        "at most " + Foreach.MOST_ITEMS);
            }
            foreach = Optional.of(new Foreach.Listed(
                    list.items().stream().map(each -> sheet.template(each, of)).toList()));
        } else if (value instanceof Fields) {
            range(value, of);
        } else {
            sheet.scalar(value, of, "a list, a range (from, to), or a reference, as ${tasks.list.result}")
                    .ifPresent(scalar -> foreach = Optional.of(new Foreach.Elements(sheet.template(scalar, of))));
        }
    }

    private void range(Yaml value, String of) {
        Template[] bounds = {null, null, Template.of("1")};
        List<String> keys = List.of("from", "to", "step");
        sheet.fields(
                value, of, keys, field -> bounds[keys.indexOf(field.name())] = bound(field, of + ": " + field.name()));
        Template from = bounds[0];
        Template to = bounds[1];
        if (from == null || to == null) {
            sheet.refuse(Code.VALUE, value.place(), of + ": no " + (from == null ? "from" : "to"), "from and to");
        } else {
            foreach = Optional.of(new Foreach.Range(from, to, bounds[2]));
        }
    }

    /** A whole number, or a reference to one. */
    private Template bound(Field field, String of) {
        Template bound = sheet.template(field.value(), of);
        boolean isStep = field.name().equals("step");
        if (bound.references().findAny().isEmpty()
                && (!bound.toString().matches("[+-]?\\d{1,18}")
                        || isStep && bound.toString().matches("[+-]?0+"))) {
            sheet.wrong(
                    field.value(), of, isStep ? "a whole number other than 0" : "a whole number of at most 18 digits");
        }
        return bound;
    }

    private void retry(Yaml value, String of) {
        int[] attempts = {1};
        Duration[] backOff = {Duration.ZERO};
        if (value instanceof Fields) {
            sheet.fields(value, of, List.of("attempts", "back-off"), field -> {
                if (field.name().equals("attempts")) {
                    attempts[0] = attempts(field.value(), of + ": attempts");
                } else {
                    backOff[0] = backOff(field.value(), of + ": back-off");
                }
            });
        } else {
            attempts[0] = attempts(value, of);
        }
        retry = new Retry(attempts[0], backOff[0]);
    }

    private int attempts(Yaml value, String of) {
        return sheet.whole(value, of, 1, Retry.MOST_ATTEMPTS).orElse(1);
    }

    private Duration backOff(Yaml value, String of) {
        Duration backOff = sheet.time(value, of).orElse(Duration.ZERO);
        if (backOff.compareTo(Duration.ofDays(1)) > 0) {
            sheet.refuse(Code.TIME, value.place(), of + ": " + value.shown(), "at most a day");
            return Duration.ZERO;
        }
        return backOff;
    }
}
