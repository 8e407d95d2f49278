package dev.cleave.client.executor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tasks that can be sent anywhere: what they tell, they tell by files. */
public final class TestTasks {

    private TestTasks() {}

    /** A task that returns this. */
    public static <T> Task<T> returning(T value) {
        return () -> value;
    }

    /** A task that throws. */
    public static <T> Task<T> failing(String message) {
        return () -> {
            throw new IllegalStateException(message);
        };
    }

    /** A task that leaves a file when it begins, waits for ever, and leaves another when it is interrupted. */
    public static <T> Task<T> waiting(Path folder, String name) {
        String file = folder.resolve(name).toString();
        return () -> {
            touch(file);
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("nobody counts down");
            } catch (InterruptedException e) {
                touch(file + ".interrupted");
                throw e;
            }
        };
    }

    /** A task that leaves a file when it begins, and waits until another is there. */
    public static Task<String> waitingFor(Path folder, String name, String go) {
        String file = folder.resolve(name).toString();
        String until = folder.resolve(go).toString();
        return () -> {
            touch(file);
            while (!Files.exists(Path.of(until))) {
                Thread.onSpinWait();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return name;
        };
    }

    /** Leaves a file. */
    public static void touch(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
    }

    /** So many tasks, which return their numbers. */
    public static List<Task<Integer>> numbers(int count) {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(returning(i));
        }
        return tasks;
    }
}
