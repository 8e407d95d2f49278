package dev.cleave.service.executor;

import dev.cleave.client.executor.Mapping;
import dev.cleave.client.executor.Shared;
import dev.cleave.client.executor.Task;
import dev.cleave.client.executor.TestTasks;
import dev.cleave.client.executor.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tasks for nodes. Their class is sent, so it names nothing that nodes do not have. */
final class NodeTasks {

    private NodeTasks() {}

    /** A task that makes a file of its own and returns where it is. */
    static Task<String> leavingAFile(Path folder) {
        String in = folder.toString();
        return () -> Files.createTempFile(Path.of(in), "initialized", "").toString();
    }

    /** Where the process that maps has left its file. */
    static Mapping<Integer, String> fileOfTheProcess() {
        return n -> Worker.initialized(String.class);
    }

    /** A task that ends its process. */
    static Task<Integer> halting() {
        return () -> {
            Runtime.getRuntime().halt(1);
            return 1;
        };
    }

    static Mapping<Integer, Integer> addingOne() {
        return n -> n + 1;
    }

    /** A task that returns this, in 5 ms, after it has left a file. */
    static Task<Integer> slowly(Path began, int value) {
        Mapping<Integer, Integer> adding = addingOneSlowly(began);
        return () -> adding.apply(value - 1);
    }

    /** A task that looks a value up, in 20 ms, after it has left a file. */
    static Task<Integer> lookingUpSlowly(Path began, Shared<List<Integer>> table, int index) {
        String file = began.toString();
        return () -> {
            TestTasks.touch(file);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            return table.get().get(index);
        };
    }

    /** Adds one, in 5 ms, after it has left a file. */
    static Mapping<Integer, Integer> addingOneSlowly(Path began) {
        String file = began.toString();
        return n -> {
            TestTasks.touch(file);
            long end = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return n + 1;
        };
    }
}
