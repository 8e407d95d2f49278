package dev.cleave.examples.search;

import dev.cleave.api.Arguments;
import dev.cleave.api.BranchAndBound;
import dev.cleave.api.Incumbent;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import java.util.Map;

/** Branch and bound on the calling thread, as short as can be. */
final class Pruned<P, R> {

    private final BranchAndBound<P, R> program;
    private R best;

    private Pruned(BranchAndBound<P, R> program) {
        this.program = program;
        this.best = program.none();
    }

    /** The text of the best solution. */
    static <P, R> String text(Job<P, R> job, Map<String, String> given) {
        Arguments arguments = Arguments.parse(job.parameters(), given);
        BranchAndBound<P, R> program = (BranchAndBound<P, R>) job.program(context(arguments));
        Pruned<P, R> run = new Pruned<>(program);
        run.visit(job.rootProblem(arguments));
        return job.render(run.best);
    }

    private void visit(P problem) {
        if (!program.objective().prefers(program.bound(problem), program.value(best))) {
            return;
        }
        if (program.isBaseCase(problem)) {
            R found = program.solve(problem);
            best = program.objective().prefers(program.value(found), program.value(best)) ? found : best;
        } else {
            program.divide(problem).forEach(this::visit);
        }
    }

    private static JobContext context(Arguments arguments) {
        return new JobContext() {
            @Override
            public Arguments arguments() {
                return arguments;
            }

            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void log(String line) {
                throw new AssertionError("an example that logs: " + line);
            }

            @Override
            public Incumbent incumbent() {
                return Incumbent.UNKNOWN;
            }
        };
    }
}
