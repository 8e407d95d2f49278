package dev.cleave.runner.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleave.api.Code;
import dev.cleave.api.Incumbent;
import dev.cleave.runner.JarOf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobClassLoaderTest {

    private static final String JOB = """
            package %s;
            import dev.cleave.api.*;
            public class %s implements Job<Integer, String> {
              %s
              public Integer rootProblem(Arguments arguments) { return 1; }
              public DivideAndConquer<Integer, String> program(JobContext context) { return null; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theJobsOwnClassesComeFirst() throws Exception {
        Path jar = JarOf.source(
                folder.resolve("a.jar"),
                "org.apache.fory.Fory",
                "package org.apache.fory; public class Fory { public String toString() { return \"mine\"; } }");
        Class<?> mine = JobClassLoader.over(List.of(jar)).loadClass("org.apache.fory.Fory");
        assertThat(mine.getDeclaredConstructor().newInstance()).hasToString("mine");
    }

    @Test
    void onlyTheApiAndProtobufAreSharedWithCleave() throws Exception {
        JobClassLoader loader = JobClassLoader.over(List.of());
        assertThat(loader.loadClass("dev.cleave.api.Job")).isSameAs(dev.cleave.api.Job.class);
        assertThat(loader.loadClass("com.google.protobuf.MessageLite")).isSameAs(com.google.protobuf.MessageLite.class);
        assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
        for (String hidden : List.of(
                "dev.cleave.core.job.JobId",
                "dev.cleave.engine.Engine",
                "dev.cleave.runner.RunnerMain",
                "org.apache.fory.Fory",
                "org.junit.jupiter.api.Test")) {
            assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> loader.loadClass(hidden));
        }
    }

    @Test
    void jobsAreListedAsServices() throws Exception {
        Path jar = JarOf.sources(
                folder.resolve("a.jar"),
                Map.of("user.One", JOB.formatted("user", "One", ""), "user.Two", JOB.formatted("user", "Two", "")),
                Map.of("META-INF/services/dev.cleave.api.Job", "user.Two\nuser.One\n"));
        List<LoadedJob<?, ?>> jobs = JobLoader.listed(List.of(jar));
        assertThat(jobs).extracting(job -> job.job().name()).containsExactly("two", "one");
        assertThat(jobs.get(0).loader()).isSameAs(jobs.get(1).loader());
    }

    @Test
    void whatIsWrongWithAJobIsSaid() throws Exception {
        assertThat(failure("One", "private final String x = String.valueOf(1 / (int) Math.floor(0.5));"))
                .isEqualTo("constructor of user.One threw java.lang.ArithmeticException: / by zero");
        assertThat(failure("Two", "public Two(int x) {}"))
                .isEqualTo("user.Two (expected: a class with a public constructor without arguments)");
        assertThat(failure("Three", "static final int Y = Integer.parseInt(\"x\");"))
                .startsWith("user.Three cannot be loaded: java.lang.NumberFormatException");
    }

    private String failure(String name, String member) throws IOException {
        Path jar = JarOf.source(folder.resolve(name + ".jar"), "user." + name, JOB.formatted("user", name, member));
        try {
            JobLoader.load("user." + name, List.of(jar));
            return "loaded";
        } catch (JobNotLoadableException refused) {
            assertThat(refused.failure().code()).isEqualTo(Code.JOB_NOT_LOADABLE);
            return refused.failure().message();
        }
    }

    @Test
    void nullWhereAJobMustAnswerIsSaid() throws Exception {
        Path jar = JarOf.source(folder.resolve("a.jar"), "user.One", JOB.formatted("user", "One", ""));
        LoadedJob<?, ?> job = JobLoader.load("user.One", List.of(jar));
        CancellableContext context = new CancellableContext(job.arguments(Map.of()), System.out, Incumbent.UNKNOWN);
        assertThatExceptionOfType(JobNotLoadableException.class)
                .isThrownBy(() -> job.program(context))
                .withMessage("user.One.program(…) returned null");
        assertThat(context.isCancelled()).isFalse();
        context.cancel();
        assertThat(context.isCancelled()).isTrue();
    }
}
