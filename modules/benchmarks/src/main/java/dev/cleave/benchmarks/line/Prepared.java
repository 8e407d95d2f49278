package dev.cleave.benchmarks.line;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.SequentialSolver;
import dev.cleave.engine.EngineSettings;
import dev.cleave.engine.InProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A job with its arguments, ready to run in this JVM. */
final class Prepared<P, R> {

    final DivideAndConquer<P, R> program;
    final P root;

    private Prepared(DivideAndConquer<P, R> program, P root) {
        this.program = program;
        this.root = root;
    }

    /** A job with arguments given as {@code n=15}. */
    static <P, R> Prepared<P, R> of(Job<P, R> job, String... given) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            texts.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        Arguments arguments = Arguments.parse(job.parameters(), texts);
        return new Prepared<>(job.program(new Alone(arguments)), job.rootProblem(arguments));
    }

    /** The answer, on lanes of this JVM. */
    R onLanes(int lanes) throws Exception {
        return Objects.requireNonNull(InProcess.run(program, root, lanes).result());
    }

    /** The answer, on lanes of this JVM, with work and span added up or not. */
    R onLanes(int lanes, boolean accounting) throws Exception {
        EngineSettings<P> settings = EngineSettings.<P>ofLanes(lanes).withAccounting(accounting);
        try (InProcess<R> run = InProcess.start(program, root, settings)) {
            return Objects.requireNonNull(run.await().result());
        }
    }

    /** The program as a sequential solver, which it must be. */
    @SuppressWarnings("unchecked")
    SequentialSolver<P, R> solver() {
        return (SequentialSolver<P, R>) program;
    }

    private record Alone(Arguments arguments) implements JobContext {

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void log(String line) {
            System.err.println(line);
        }
    }
}
