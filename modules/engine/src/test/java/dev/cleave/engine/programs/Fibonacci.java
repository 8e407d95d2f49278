package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.util.List;

/** Fibonacci numbers, every step divided. */
public final class Fibonacci implements DivideAndConquer<Integer, Long> {

    @Override
    public boolean isBaseCase(Integer n) {
        return n < 2;
    }

    @Override
    public Long solve(Integer n) {
        return (long) n;
    }

    @Override
    public List<Integer> divide(Integer n) {
        return List.of(n - 1, n - 2);
    }

    @Override
    public Long combine(Integer n, List<Long> results) {
        return results.get(0) + results.get(1);
    }
}
