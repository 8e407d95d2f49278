package dev.cleave.benchmarks.line;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import java.util.List;

/** A job that never ends by itself, and listens to nobody. */
public final class Endless implements Job<Integer, Integer>, DivideAndConquer<Integer, Integer> {

    /** Made by whoever runs it. */
    public Endless() {}

    @Override
    public Integer rootProblem(Arguments arguments) {
        return 1;
    }

    @Override
    public DivideAndConquer<Integer, Integer> program(JobContext context) {
        return this;
    }

    @Override
    public boolean isBaseCase(Integer problem) {
        return true;
    }

    @Override
    public Integer solve(Integer problem) {
        int turns = problem;
        while (turns != 0) {
            Thread.onSpinWait();
            turns |= 1;
        }
        return turns;
    }

    @Override
    public List<Integer> divide(Integer problem) {
        return List.of();
    }

    @Override
    public Integer combine(Integer problem, List<Integer> results) {
        return 0;
    }
}
