package dev.cleave.examples.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A formula in conjunctive normal form.
 *
 * @param variables how many there are, numbered from 1
 * @param clauses of literals, negative where the variable is negated
 */
record Clauses(int variables, int[][] clauses) {

    private static final int MOST_VARIABLES = 10_000;
    private static final int MOST_CLAUSES = 100_000;

    /** Made for this example: satisfiable. */
    static final Clauses SMALL = read("""
            c exactly one of the first three, and what follows from that
            p cnf 6 10
            1 2 3 0
            -1 -2 0
            -1 -3 0
            -2 -3 0
            -1 4 0
            -2 5 0
            -3 -4 0
            3 -5 6 0
            -6 -4 0
            4 5 0
            """);

    /** What is known of a formula when some variables have values. */
    enum Standing {
        OPEN,
        SATISFIED,
        CONTRADICTION
    }

    /**
     * Reads the DIMACS format.
     *
     * @throws dev.cleave.api.InvalidArgumentException with the line, what was found there, and what was expected
     */
    static Clauses read(String text) {
        List<Line> lines = Line.all(text);
        List<Line> body = new ArrayList<>();
        Line problem = null;
        for (Line line : lines) {
            String stripped = line.text().strip();
            if (stripped.equals("%")) {
                break;
            }
            if (stripped.startsWith("c") || stripped.isEmpty()) {
                continue;
            }
            if (problem == null) {
                problem = line;
            } else {
                body.add(line);
            }
        }
        if (problem == null) {
            throw Line.refused(lines.size(), "the end of the file", "p cnf VARIABLES CLAUSES");
        }
        Tokens head = new Tokens(List.of(problem), problem.number());
        if (!head.word("p").equals("p") || !head.word("cnf").equals("cnf")) {
            throw problem.refused("p cnf VARIABLES CLAUSES");
        }
        int variables = (int) head.number("the number of variables", 1, MOST_VARIABLES);
        int[][] clauses = new int[(int) head.number("the number of clauses", 0, MOST_CLAUSES)][];
        head.end();
        Tokens tokens = new Tokens(body, lines.size());
        for (int i = 0; i < clauses.length; i++) {
            List<Integer> literals = new ArrayList<>();
            String what = "a literal of clause " + (i + 1) + " or 0 at its end";
            long literal = tokens.number(what, -variables, variables);
            while (literal != 0) {
                literals.add((int) literal);
                literal = tokens.number(what, -variables, variables);
            }
            clauses[i] = literals.stream().mapToInt(Integer::intValue).toArray();
        }
        tokens.end();
        return new Clauses(variables, clauses);
    }

    /**
     * Gives values to all variables that can have one only.
     *
     * @param values of the variables, from 1: 1 true, -1 false, 0 none yet; changed
     */
    Standing propagate(byte[] values) {
        boolean changed = true;
        Standing standing = Standing.OPEN;
        while (changed) {
            changed = false;
            standing = Standing.SATISFIED;
            for (int[] clause : clauses) {
                int open = 0;
                int last = 0;
                boolean holds = false;
                for (int literal : clause) {
                    int value = Integer.signum(literal) * values[Math.abs(literal)];
                    holds |= value > 0;
                    if (value == 0) {
                        open++;
                        last = literal;
                    }
                }
                if (holds) {
                    continue;
                }
                if (open == 0) {
                    return Standing.CONTRADICTION;
                }
                standing = Standing.OPEN;
                if (open == 1) {
                    values[Math.abs(last)] = (byte) Integer.signum(last);
                    changed = true;
                }
            }
        }
        return standing;
    }

    /** The variable without a value that most of the shortest clauses want one for; there is one. */
    int mostWanted(byte[] values) {
        double[] wanted = new double[variables + 1];
        for (int[] clause : clauses) {
            int open = 0;
            boolean holds = false;
            for (int literal : clause) {
                int value = Integer.signum(literal) * values[Math.abs(literal)];
                holds |= value > 0;
                open += value == 0 ? 1 : 0;
            }
            for (int literal : clause) {
                if (!holds && values[Math.abs(literal)] == 0) {
                    wanted[Math.abs(literal)] += Math.scalb(1.0, -Math.min(open, 60));
                }
            }
        }
        int most = 1;
        for (int variable = 1; variable <= variables; variable++) {
            most = wanted[variable] > wanted[most] ? variable : most;
        }
        return most;
    }

    /** For people, who see this where no file is given. */
    @Override
    public String toString() {
        return variables + " variables, " + clauses.length + " clauses";
    }
}
