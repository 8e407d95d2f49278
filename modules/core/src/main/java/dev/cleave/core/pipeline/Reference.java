package dev.cleave.core.pipeline;

import java.util.Optional;

/** A value that is known only while a pipeline runs, as it is written between <code>${</code> and <code>}</code>. Immutable. */
public sealed interface Reference {

    /** How it is written, as {@code tasks.count.result}. */
    String path();

    /** The task without whose end the value is not known; empty for all others. */
    default Optional<String> task() {
        return Optional.empty();
    }

    /** A parameter of the pipeline. */
    record OfParameter(String name) implements Reference {
        @Override
        public String path() {
            return "params." + name;
        }
    }

    /** The result of a task, as text; of a task with several instances one result after the other, each on a line. */
    record OfResult(String name) implements Reference {
        @Override
        public String path() {
            return "tasks." + name + ".result";
        }

        @Override
        public Optional<String> task() {
            return Optional.of(name);
        }
    }

    /** The SHA-256 of a file that a command has left, 64 hexadecimal digits. Only of tasks that have one instance. */
    record OfFile(String name, String file) implements Reference {
        @Override
        public String path() {
            return "tasks." + name + ".files." + file;
        }

        @Override
        public Optional<String> task() {
            return Optional.of(name);
        }
    }

    /** How a task stands, in small letters, as {@code succeeded}; for finally-tasks. */
    record OfState(String name) implements Reference {
        @Override
        public String path() {
            return "tasks." + name + ".state";
        }

        @Override
        public Optional<String> task() {
            return Optional.of(name);
        }
    }

    /** What this instance of a task with {@code foreach} is for. */
    record OfItem() implements Reference {
        @Override
        public String path() {
            return "item";
        }
    }

    /** The number of this instance of a task with {@code foreach}, from 0. */
    record OfIndex() implements Reference {
        @Override
        public String path() {
            return "index";
        }
    }

    /** How all tasks but the finally-tasks have ended: {@code succeeded}, {@code failed} or {@code cancelled}; for finally-tasks. */
    record OfRunState() implements Reference {
        @Override
        public String path() {
            return "run.state";
        }
    }

    /** The name of the run, the same in each of its tasks. */
    record OfRunId() implements Reference {
        @Override
        public String path() {
            return "run.id";
        }
    }
}
