package dev.cleave.engine.programs;

import dev.cleave.api.DivideAndConquer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A tree of strings ("" has children "0", "1", …) with behaviour that a test sets; the result counts leaves. */
public class Scripted implements DivideAndConquer<String, Integer> {

    private final int depth;
    private final int width;
    private Function<String, Integer> solving = path -> 1;
    private Function<String, List<String>> dividing = this::children;
    private Function<String, Integer> combining = path -> 0;
    private Function<String, Boolean> looking = path -> false;

    public Scripted(int depth, int width) {
        this.depth = depth;
        this.width = width;
    }

    public Scripted solving(Function<String, Integer> does) {
        solving = does;
        return this;
    }

    public Scripted dividing(Function<String, List<String>> does) {
        dividing = does;
        return this;
    }

    /** What a combine does before it sums up. */
    public Scripted combining(Function<String, Integer> does) {
        combining = does;
        return this;
    }

    /** What isBaseCase does before it answers. */
    public Scripted looking(Function<String, Boolean> does) {
        looking = does;
        return this;
    }

    public List<String> children(String path) {
        List<String> children = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            children.add(path + i);
        }
        return children;
    }

    public int leaves() {
        int leaves = 1;
        for (int i = 0; i < depth; i++) {
            leaves *= width;
        }
        return leaves;
    }

    @Override
    public boolean isBaseCase(String path) {
        return looking.apply(path) || path.length() == depth;
    }

    @Override
    public Integer solve(String path) {
        return solving.apply(path);
    }

    @Override
    public List<String> divide(String path) {
        return dividing.apply(path);
    }

    @Override
    public Integer combine(String path, List<Integer> results) {
        int sum = combining.apply(path);
        for (Integer result : results) {
            sum += result;
        }
        return sum;
    }
}
