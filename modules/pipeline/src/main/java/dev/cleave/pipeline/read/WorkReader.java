package dev.cleave.pipeline.read;

import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import dev.cleave.core.pipeline.FileSource;
import dev.cleave.core.pipeline.Program;
import dev.cleave.core.pipeline.Reference;
import dev.cleave.core.pipeline.Template;
import dev.cleave.core.pipeline.Work;
import dev.cleave.pipeline.read.ReadTask.Given;
import dev.cleave.pipeline.yaml.Yaml;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads what a task does: the keys of a job, or those of a command. */
final class WorkReader {

    private static final List<String> OF_JOBS = List.of("program", "jar", "class", "parameters");
    private static final List<String> OF_COMMANDS = List.of("command", "environment", "files-in", "files-out");
    private static final String FILES = "a path within the task's folder, as out.txt or parts/1.txt";

    private final Sheet sheet;
    private final String what;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<String> filesOut = new ArrayList<>();
    private Optional<Given> given = Optional.empty();
    private boolean isBroken;

    WorkReader(Sheet sheet, String what) {
        this.sheet = sheet;
        this.what = what;
    }

    void member(Field field) {
        fields.put(field.name(), field);
    }

    List<String> filesOut() {
        return filesOut;
    }

    /** What a program is given that is known by its name. */
    Optional<Given> given() {
        return given;
    }

    Optional<Work> build(Place place) {
        boolean isCommand = fields.containsKey("command");
        boolean isNamed = fields.containsKey("program");
        boolean isPacked = fields.containsKey("jar") || fields.containsKey("class");
        int kinds = (isCommand ? 1 : 0) + (isNamed ? 1 : 0) + (isPacked ? 1 : 0);
        if (kinds != 1) {
            String found = kinds == 0 ? "nothing to do" : "several things to do: " + String.join(", ", fields.keySet());
            sheet.refuse(Code.VALUE, place, what + ": " + found, "one of program, jar and class, or command");
            isBroken = true;
        }
        for (String key : isCommand ? OF_JOBS : OF_COMMANDS) {
            Field stray = fields.get(key);
            if (kinds == 1 && stray != null) {
                String found = key + ", which is for " + (isCommand ? "jobs" : "commands");
                sheet.refuse(
                        Code.VALUE, stray.place(), what + ": " + found, "keys of a " + (isCommand ? "command" : "job"));
            }
        }
        Work work = isCommand ? command() : job(isPacked, place);
        return isBroken ? Optional.empty() : Optional.of(work);
    }

    private Work job(boolean isPacked, Place place) {
        Map<String, Template> arguments = new LinkedHashMap<>();
        Field parameters = fields.get("parameters");
        if (parameters != null) {
            sheet.templates(parameters.value(), "parameters of " + what, arguments);
        }
        if (isPacked) {
            Optional<String> jar = part("jar", place, "the file with the class");
            Optional<String> jobClass = part("class", place, "the class in the jar, as my.Job");
            return new Work.JobWork(new Program.Packed(jar.orElse(""), jobClass.orElse("")), arguments);
        }
        Optional<String> program = part("program", place, "the name of a program");
        program.ifPresent(name -> {
            Map<String, Place> places = new LinkedHashMap<>();
            Map<String, Place> valuePlaces = new LinkedHashMap<>();
            if (parameters != null && parameters.value() instanceof Fields map) {
                map.fields().forEach(field -> {
                    places.putIfAbsent(field.name(), field.place());
                    valuePlaces.putIfAbsent(field.name(), field.value().place());
                });
            }
            given = Optional.of(new Given(name, value("program").place(), arguments, places, valuePlaces));
        });
        return new Work.JobWork(new Program.Named(program.orElse("")), arguments);
    }

    private Optional<String> part(String key, Place place, String expected) {
        Field field = fields.get(key);
        if (field == null) {
            if (!isBroken) {
                sheet.refuse(Code.VALUE, place, what + ": no " + key, expected);
            }
            isBroken = true;
            return Optional.empty();
        }
        Optional<String> text = sheet.text(field.value(), key + " of " + what, expected);
        isBroken |= text.isEmpty();
        return text;
    }

    /** The value of a key that is there. */
    private Yaml value(String key) {
        return Objects.requireNonNull(fields.get(key), key).value();
    }

    private Work command() {
        Yaml value = value("command");
        List<Template> argv = new ArrayList<>();
        if (value instanceof Items list && !list.items().isEmpty()) {
            list.items().forEach(each -> argv.add(sheet.template(each, "command of " + what)));
        } else {
            String shell = value instanceof Yaml.Scalar && !value.isNothing() ? "; for a line, [sh, -c, LINE]" : "";
            sheet.wrong(value, "command of " + what, "a program and its arguments, as [sort, -n, in.txt]" + shell);
            isBroken = true;
            argv.add(Template.of("false"));
        }
        Map<String, Template> environment = new LinkedHashMap<>();
        Field variables = fields.get("environment");
        if (variables != null) {
            sheet.templates(variables.value(), "environment of " + what, environment);
            checkVariables(variables.value());
        }
        Map<String, FileSource> filesIn = new LinkedHashMap<>();
        Field in = fields.get("files-in");
        if (in != null) {
            sheet.entries(in.value(), "files-in of " + what, field -> {
                if (isFile(field.name(), field.place(), "files-in of " + what)) {
                    filesIn.put(field.name(), source(field));
                }
            });
        }
        Field out = fields.get("files-out");
        if (out != null) {
            filesOut(out.value());
        }
        return new Work.CommandWork(argv, environment, filesIn, filesOut);
    }

    private void checkVariables(Yaml value) {
        if (value instanceof Fields map) {
            for (Field field : map.fields()) {
                if (!field.name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    String at = "environment of " + what + ": '" + field.name() + "'";
                    sheet.refuse(Code.VALUE, field.place(), at, "letters, digits and '_', no digit first");
                }
            }
        }
    }

    private void filesOut(Yaml value) {
        Set<String> seen = new HashSet<>();
        for (Yaml each : sheet.items(value)) {
            sheet.name(each, "files-out of " + what).ifPresent(name -> {
                if (!seen.add(name)) {
                    sheet.wrong(each, "files-out of " + what, "each file once");
                } else if (isFile(name, each.place(), "files-out of " + what)) {
                    filesOut.add(name);
                }
            });
        }
    }

    private boolean isFile(String name, Place place, String of) {
        boolean isWithin = !name.isBlank()
                && !name.startsWith("/")
                && !name.contains("\\")
                && name.chars().noneMatch(c -> c < ' ')
                && List.of(name.split("/", -1)).stream()
                        .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
        if (!isWithin) {
            sheet.refuse(Code.VALUE, place, of + ": '" + name.replaceAll("\\p{Cntrl}", "?") + "'", FILES);
        }
        return isWithin;
    }

    private FileSource source(Field field) {
        String of = "file " + field.name() + " of " + what;
        if (!(field.value() instanceof Fields)) {
            Template text = sheet.template(field.value(), of);
            boolean isFile = text.parts().size() == 1
                    && text.references().anyMatch(reference -> reference instanceof Reference.OfFile);
            return isFile ? new FileSource.Blob(text) : new FileSource.Content(text);
        }
        FileSource[] source = {new FileSource.Content(Template.of(""))};
        int[] count = {0};
        sheet.fields(field.value(), of, List.of("path", "text", "blob"), member -> {
            count[0]++;
            String key = of + ": " + member.name();
            switch (member.name()) {
                case "path" ->
                    sheet.text(member.value(), key, "a file beside the pipeline")
                            .ifPresent(path -> source[0] = new FileSource.Local(path));
                case "blob" -> source[0] = new FileSource.Blob(sheet.template(member.value(), key));
                default -> source[0] = new FileSource.Content(sheet.template(member.value(), key));
            }
        });
        if (count[0] != 1) {
            String found = count[0] == 0 ? "nothing" : "several sources";
            sheet.refuse(Code.VALUE, field.value().place(), of + ": " + found, "one of path, text and blob");
        }
        return source[0];
    }
}
