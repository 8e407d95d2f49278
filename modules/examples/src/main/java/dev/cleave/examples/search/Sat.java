package dev.cleave.examples.search;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.EndsEarly;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.List;

/**
 * Whether a formula can be satisfied, and how: files in the DIMACS format.
 *
 * <p>A problem is values of some variables with all that follows from them; dividing it makes one more variable true, or false
 * (Davis, Logemann and Loveland, 1962). The job ends with the first model.
 */
public final class Sat implements Job<Sat.Values, Sat.Model> {

    private static final Parameter<Clauses> FILE = Parameter.file(
            "file", Clauses.SMALL, "a formula in the DIMACS format; without one, a small one", Clauses::read);

    /**
     * Values of some variables.
     *
     * @param of each variable, from 1: 1 true, -1 false, 0 none yet
     * @param standing what is known by them: 0 nothing, 1 that the formula holds, -1 that it does not
     */
    public record Values(byte[] of, int standing) {}

    /**
     * Values with which a formula holds.
     *
     * @param literals one for each variable; none if there is no model
     */
    public record Model(int[] literals) {

        static final Model NONE = new Model(new int[0]);
    }

    @Override
    public String description() {
        return "looks for values that satisfy a formula: ends with the first ones (DIMACS)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(FILE);
    }

    @Override
    public Values rootProblem(Arguments arguments) {
        Clauses clauses = arguments.valueOf(FILE);
        return Splitting.known(clauses, new byte[clauses.variables() + 1]);
    }

    @Override
    public DivideAndConquer<Values, Model> program(JobContext context) {
        return new Splitting(context.arguments().valueOf(FILE));
    }

    /** As solvers answer in competitions. */
    @Override
    public String render(Model model) {
        if (model.literals.length == 0) {
            return "s UNSATISFIABLE";
        }
        StringBuilder text = new StringBuilder("s SATISFIABLE\nv");
        for (int literal : model.literals) {
            text.append(' ').append(literal);
        }
        return text.append(" 0").toString();
    }

    /** Variable by variable. */
    private record Splitting(Clauses clauses) implements EndsEarly<Values, Model> {

        static Values known(Clauses clauses, byte[] values) {
            return switch (clauses.propagate(values)) {
                case OPEN -> new Values(values, 0);
                case SATISFIED -> new Values(values, 1);
                case CONTRADICTION -> new Values(values, -1);
            };
        }

        @Override
        public boolean isBaseCase(Values values) {
            return values.standing != 0;
        }

        @Override
        public Model solve(Values values) {
            if (values.standing < 0) {
                return Model.NONE;
            }
            int[] literals = new int[clauses.variables()];
            for (int variable = 1; variable <= literals.length; variable++) {
                literals[variable - 1] = values.of[variable] < 0 ? -variable : variable;
            }
            return new Model(literals);
        }

        @Override
        public List<Values> divide(Values values) {
            int variable = clauses.mostWanted(values.of);
            return List.of(with(values, variable, 1), with(values, variable, -1));
        }

        private Values with(Values values, int variable, int value) {
            byte[] next = values.of.clone();
            next[variable] = (byte) value;
            return known(clauses, next);
        }

        @Override
        public Model combine(Values values, List<Model> results) {
            return results.stream()
                    .filter(model -> model.literals.length > 0)
                    .findFirst()
                    .orElse(Model.NONE);
        }

        @Override
        public boolean isEnough(Model model) {
            return model.literals.length > 0;
        }
    }
}
