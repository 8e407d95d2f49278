package dev.cleave.cli.program;

import dev.cleave.api.Job;
import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The programs that come with Cleave: what {@code META-INF/services/dev.cleave.api.Job} lists on its own class path. */
public final class BundledPrograms {

    private BundledPrograms() {}

    /** All of them, by name. */
    public static List<Program> all() {
        return jobs().stream()
                .map(BundledPrograms::program)
                .sorted(Comparator.comparing(Program::name))
                .toList();
    }

    /**
     * The one with some name.
     *
     * @param name the job's name, or that of its class
     * @throws CommandException if there is none
     */
    public static Program named(String name) {
        List<Job<?, ?>> jobs = jobs();
        return jobs.stream()
                .filter(job ->
                        job.name().equals(name) || job.getClass().getName().equals(name))
                .findFirst()
                .map(BundledPrograms::program)
                .orElseThrow(() -> CommandException.usage(NearestName.unknown(
                                "program",
                                name,
                                jobs.stream().map(Job::name).sorted().toList())
                        + "\na program of your own: 'cleave run File.java' or 'cleave run --jar my.jar my.Class'"));
    }

    /** What a program of this name is given, with files read; as it is if the name is known elsewhere only. */
    public static Map<String, String> shipped(String name, Map<String, String> given) {
        for (Program program : all()) {
            if (program.name().equals(name) || program.jobClass().equals(name)) {
                return program.shipped(given);
            }
        }
        return given;
    }

    private static List<Job<?, ?>> jobs() {
        List<Job<?, ?>> jobs = new ArrayList<>();
        for (Job<?, ?> job : ServiceLoader.load(Job.class, BundledPrograms.class.getClassLoader())) {
            jobs.add(job);
        }
        return jobs;
    }

    private static Program program(Job<?, ?> job) {
        return new Program(job, List.of(CompileClassPath.placeOf(job.getClass())));
    }
}
