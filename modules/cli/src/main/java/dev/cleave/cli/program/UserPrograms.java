package dev.cleave.cli.program;

import dev.cleave.api.Job;
import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.runner.loading.JobLoader;
import dev.cleave.runner.loading.JobNotLoadableException;
import dev.cleave.runner.loading.LoadedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Programs that a user brings: in jars, or as one source file. Loaded as runners load them. */
public final class UserPrograms {

    private UserPrograms() {}

    /**
     * A job from jars.
     *
     * @param jars where to find it and what it needs, in order
     * @param name the binary name of its class, or a name listed by {@code META-INF/services/dev.cleave.api.Job}
     * @throws CommandException if it is not there or not usable
     */
    public static Program fromJars(List<Path> jars, String name) {
        List<Path> classPath = jars.stream().map(UserPrograms::readableJar).toList();
        List<String> classes = classesIn(classPath);
        try {
            if (classes.contains(name)) {
                return new Program(JobLoader.load(name, classPath).job(), classPath);
            }
            List<? extends Job<?, ?>> listed =
                    JobLoader.listed(classPath).stream().map(LoadedJob::job).toList();
            for (Job<?, ?> job : listed) {
                if (job.name().equals(name)) {
                    return new Program(job, classPath);
                }
            }
            throw CommandException.usage(notThere(name, jars, classes, listed));
        } catch (JobNotLoadableException refused) {
            throw CommandException.usage(refused.failure().message());
        }
    }

    /**
     * A job from a source file, compiled now.
     *
     * @param file the file; its public class, or the one named as the file, implements {@link Job}
     * @param libraries jars that it needs
     * @param jar where to put the class files
     * @throws CommandException if it does not compile or holds no job
     */
    public static Program fromSource(Path file, List<Path> libraries, Path jar) {
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage(file + ": no such file (in " + here() + ")");
        }
        List<Path> checked = libraries.stream().map(UserPrograms::readableJar).toList();
        classesIn(checked);
        SortedMap<String, byte[]> compiled = SourceFile.compile(file, checked);
        try {
            JarPacker.pack(compiled, jar);
        } catch (IOException full) {
            throw CommandException.noCluster(jar + ": cannot be written (" + full.getMessage() + ")");
        }
        List<String> classes =
                compiled.keySet().stream().map(UserPrograms::className).toList();
        List<Path> classPath = Stream.concat(Stream.of(jar), checked.stream()).toList();
        return new Program(jobIn(file, classes, classPath), classPath);
    }

    /** The class named as the file if it is a job, else the only job. */
    private static Job<?, ?> jobIn(Path file, List<String> classes, List<Path> classPath) {
        String fileName = SourceFile.simpleName(file);
        List<Job<?, ?>> jobs = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (String name : classes) {
            boolean isNamedAsFile = name.substring(name.lastIndexOf('.') + 1).equals(fileName);
            try {
                Job<?, ?> job = JobLoader.load(name, classPath).job();
                if (isNamedAsFile) {
                    return job;
                }
                jobs.add(job);
            } catch (JobNotLoadableException noJob) {
                if (isNamedAsFile) {
                    refusals.add(noJob.failure().message());
                }
            }
        }
        if (jobs.size() == 1) {
            return jobs.get(0);
        }
        if (jobs.isEmpty() && !refusals.isEmpty()) {
            throw CommandException.usage(file + ": " + refusals.get(0));
        }
        String found = jobs.isEmpty()
                ? "none"
                : String.join(
                        ", ", jobs.stream().map(job -> job.getClass().getName()).toList());
        throw CommandException.usage(file + ": classes that implement dev.cleave.api.Job: " + found
                + " (expected: a public class " + fileName + " that does)");
    }

    private static Path readableJar(Path jar) {
        if (!Files.isReadable(jar)) {
            throw CommandException.usage(
                    "--jar: " + jar + " (expected: a jar; there is no such file in " + here() + ")");
        }
        return jar.toAbsolutePath();
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    private static List<String> classesIn(List<Path> jars) {
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile open = new JarFile(jar.toFile())) {
                open.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                        .forEach(name -> names.add(className(name)));
            } catch (IOException broken) {
                throw CommandException.usage("--jar: " + jar + " (expected: a jar; " + broken.getMessage() + ")");
            }
        }
        return names;
    }

    private static String notThere(
            String name, List<Path> jars, List<String> classes, List<? extends Job<?, ?>> listed) {
        List<String> known =
                Stream.concat(listed.stream().map(Job::name), classes.stream()).toList();
        String guess = NearestName.of(name, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
        return "no class " + name + " in "
                + String.join(", ", jars.stream().map(Path::toString).toList()) + guess;
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    }
}
