package dev.cleave.benchmarks.part;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A run of JMH over the parts: each in a JVM of its own, average times. */
public final class Parts {

    private static final List<Class<?>> CLASSES = List.of(
            FramePart.class,
            CapturePart.class,
            PathPart.class,
            CodecPart.class,
            MessagePart.class,
            CoordinationPart.class);
    private static final int WARM_UPS = 5;

    private Parts() {}

    /** The parts, as {@code PathPart.child}. */
    public static List<String> names() {
        return CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(Method::getName)
                        .sorted()
                        .map(name -> type.getSimpleName() + "." + name))
                .toList();
    }

    /**
     * Measures.
     *
     * @param chosen which parts; all if empty
     * @param rounds how many iterations of a second, after five to warm up
     * @param json whether to print JMH's JSON instead of its table
     * @param out where the table goes
     * @return whether all parts ran
     */
    public static boolean run(List<String> chosen, int rounds, boolean json, PrintStream out) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgs(
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED");
        for (String name : chosen.isEmpty() ? names() : chosen) {
            options.include("\\." + Pattern.quote(name) + "$");
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            ResultFormatFactory.getInstance(json ? ResultFormatType.JSON : ResultFormatType.TEXT, out)
                    .writeOut(results);
            out.flush();
            return true;
        } catch (RunnerException e) {
            out.println("FAILED: " + e.getMessage());
            return false;
        }
    }
}
