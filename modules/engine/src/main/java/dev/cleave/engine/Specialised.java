package dev.cleave.engine;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * One copy of {@link Recursion} per program type.
 *
 * <p>The JIT keeps its profile per method. If several programs ran through one copy, the calls of the user's methods
 * would have several targets and none could be inlined: measured, a program then takes up to twice as long. A hidden
 * class with the same bytes has profiles of its own. It is unloaded with the program's class.
 */
final class Specialised {

    private static final ClassValue<MethodHandle> MAKERS = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> programType) {
            return load();
        }
    };

    private Specialised() {}

    static Stretch forProgram(
            DivideAndConquer<Object, Object> program,
            @Nullable SequentialSolver<Object, Object> solver,
            @Nullable SolverPoint point,
            Captured captured) {
        try {
            return (Stretch) MAKERS.get(program.getClass()).invoke(program, solver, point, captured);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static MethodHandle load() {
        try (InputStream in = Specialised.class.getResourceAsStream("Recursion.class")) {
            if (in == null) {
                throw new IllegalStateException("Recursion.class is missing");
            }
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true);
            return copy.findConstructor(
                    copy.lookupClass(),
                    MethodType.methodType(
                            void.class,
                            DivideAndConquer.class,
                            SequentialSolver.class,
                            SolverPoint.class,
                            Captured.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
