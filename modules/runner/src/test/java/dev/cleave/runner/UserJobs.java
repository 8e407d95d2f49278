package dev.cleave.runner;

import java.io.IOException;
import java.nio.file.Path;

/** Jobs as users write them, as sources. */
final class UserJobs {

    static final String FIB = "user.Fib";

    private UserJobs() {}

    /** Fibonacci with the recursion's base cases replaced: {@code solve} has this body. */
    static Path fib(Path jar, String solve) throws IOException {
        return JarOf.source(jar, FIB, """
                package user;

                import dev.cleave.api.*;
                import java.util.List;

                public class Fib implements Job<Integer, Object> {
                  static final Parameter<Integer> N = Parameter.integer("n", 10, "which number").between(0, 90);

                  @Override public List<Parameter<?>> parameters() { return List.of(N); }

                  @Override public Integer rootProblem(Arguments arguments) { return arguments.valueOf(N); }

                  @Override public DivideAndConquer<Integer, Object> program(JobContext context) {
                    context.log("program made for " + context.arguments().valueOf(N));
                    return new DivideAndConquer<>() {
                      @Override public boolean isBaseCase(Integer n) { return n < 2; }
                      @Override public Object solve(Integer n) { %s }
                      @Override public List<Integer> divide(Integer n) { return List.of(n - 1, n - 2); }
                      @Override public Object combine(Integer n, List<Object> results) {
                        return (Long) results.get(0) + (Long) results.get(1);
                      }
                    };
                  }
                }
                """.formatted(solve));
    }

    /** One base case: the problem is made by the first body, and solved by the second. */
    static Path single(Path jar, String root, String solve) throws IOException {
        return JarOf.source(jar, "user.Single", """
                package user;

                import dev.cleave.api.*;
                import java.util.List;

                public class Single implements Job<Object, Object> {
                  @Override public Object rootProblem(Arguments arguments) { %s }

                  @Override public DivideAndConquer<Object, Object> program(JobContext context) {
                    return new DivideAndConquer<>() {
                      @Override public boolean isBaseCase(Object problem) { return true; }
                      @Override public Object solve(Object problem) { %s }
                      @Override public List<Object> divide(Object problem) { return List.of(); }
                      @Override public Object combine(Object problem, List<Object> results) { return null; }
                    };
                  }
                }
                """.formatted(root, solve));
    }

    /** Two subproblems that are threads, which cannot be encoded; the first is solved when the gate opens. */
    static Path threads(Path jar, String gate) throws IOException {
        return JarOf.source(jar, "user.Threads", """
                package user;

                import dev.cleave.api.*;
                import java.util.ArrayList;
                import java.util.List;

                public class Threads implements Job<Threads.Part, String> {
                  record Part(int level, Thread thread) {}

                  @Override public Part rootProblem(Arguments arguments) { return new Part(0, null); }

                  @Override public DivideAndConquer<Part, String> program(JobContext context) {
                    return new DivideAndConquer<>() {
                      @Override public boolean isBaseCase(Part part) { return part.level() == 2; }
                      @Override public String solve(Part part) {
                        while (System.getProperty("%s") == null) { Thread.onSpinWait(); }
                        return "x";
                      }
                      @Override public List<Part> divide(Part part) {
                        List<Part> parts = new ArrayList<>();
                        for (int i = 0; i < 8; i++) {
                          parts.add(new Part(part.level() + 1, Thread.currentThread()));
                        }
                        return parts;
                      }
                      @Override public String combine(Part part, List<String> results) {
                        return String.join("", results);
                      }
                    };
                  }
                }
                """.formatted(gate));
    }
}
