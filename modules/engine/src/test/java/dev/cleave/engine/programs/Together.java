package dev.cleave.engine.programs;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets several threads do something to the same object at the same time, over and over.
 *
 * <p>Works like JCStress: a batch of fresh objects, each thread runs through it at its own pace, forward or backward, so
 * that every relative timing comes up; then each object is checked.
 */
public final class Together {

    private static final int BATCH = 2_000;

    private Together() {}

    /**
     * Runs the actors for a while.
     *
     * @param millis how long, roughly
     * @param make a fresh object
     * @param check throws if what the actors left is wrong
     * @param actors what each thread does to an object
     * @return how many objects were tried
     */
    @SafeVarargs
    public static <S> long run(long millis, Supplier<S> make, Consumer<S> check, Consumer<S>... actors)
            throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        AtomicReference<List<S>> batch = new AtomicReference<>();
        CyclicBarrier barrier = new CyclicBarrier(actors.length + 1);
        BiConsumer<Integer, Consumer<S>> loop = (number, actor) -> {
            try {
                for (int round = 0; ; round++) {
                    barrier.await(60, TimeUnit.SECONDS);
                    List<S> states = batch.get();
                    if (states.isEmpty()) {
                        return;
                    }
                    int offset = (round % 3) * number;
                    for (int i = 0; i < states.size(); i++) {
                        actor.accept(states.get((i + offset) % states.size()));
                    }
                    barrier.await(60, TimeUnit.SECONDS);
                }
            } catch (Throwable thrown) {
                failed.compareAndSet(null, thrown);
                barrier.reset();
            }
        };
        for (int i = 0; i < actors.length; i++) {
            int number = i;
            Thread thread = new Thread(() -> loop.accept(number, actors[number]), "actor-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        long tried = 0;
        long until = System.nanoTime() + millis * 1_000_000;
        try {
            while (System.nanoTime() < until) {
                List<S> states =
                        java.util.stream.Stream.generate(make).limit(BATCH).toList();
                batch.set(states);
                barrier.await(60, TimeUnit.SECONDS);
                barrier.await(60, TimeUnit.SECONDS);
                states.forEach(check);
                tried += BATCH;
            }
            batch.set(List.of());
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            if (failed.get() != null) {
                throw new AssertionError(failed.get());
            }
            throw broken;
        }
        return tried;
    }
}
