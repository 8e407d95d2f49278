package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.util.List;

/** A chain: every problem has one child, one smaller. */
public final class Countdown implements DivideAndConquer<Integer, Integer> {

    @Override
    public boolean isBaseCase(Integer n) {
        return n == 0;
    }

    @Override
    public Integer solve(Integer n) {
        return 0;
    }

    @Override
    public List<Integer> divide(Integer n) {
        return List.of(n - 1);
    }

    @Override
    public Integer combine(Integer n, List<Integer> results) {
        return results.get(0) + 1;
    }
}
