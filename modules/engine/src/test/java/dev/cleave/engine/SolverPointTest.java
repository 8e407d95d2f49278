package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.SequentialSolver;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolverPointTest {

    private static final long SHORT = 200_000;
    private static final long OFF_THE_CORE = 200_000_000;

    private final DepthTimes divided = new DepthTimes();
    private final SolverPoint point = found(divided, 8);

    @Test
    void callsOnACrowdedMachineDoNotMoveThePoint() {
        int found = point.depth();

        for (int i = 0; i < 1000; i++) {
            long executed = point.stamp() == ProcessorTime.UNKNOWN ? ProcessorTime.UNKNOWN : 16 * SHORT;
            point.noteInside(found, 0, 16, 16 * SHORT + OFF_THE_CORE, OFF_THE_CORE, executed);
        }

        assertThat(point.depth()).isEqualTo(found);
    }

    @Test
    void aCallThatExecutesForLongMovesThePointDown() {
        int found = point.depth();

        for (int i = 0; i < 2; i++) {
            point.noteInside(found, 0, 1, OFF_THE_CORE, OFF_THE_CORE, i == 0 ? ProcessorTime.UNKNOWN : OFF_THE_CORE);
        }

        assertThat(point.depth()).isGreaterThan(found);
    }

    @Test
    void whatWasExecutedIsLessThanWhatPassed() {
        point.noteInside(point.depth(), 0, 1, OFF_THE_CORE, OFF_THE_CORE, ProcessorTime.UNKNOWN);
        long before = point.stamp();

        assertThat(before).isNotNegative();
        assertThat(ProcessorTime.since(before)).isNotNegative();
        assertThat(ProcessorTime.since(ProcessorTime.UNKNOWN)).isEqualTo(ProcessorTime.UNKNOWN);
    }

    private static SolverPoint found(DepthTimes divided, int depth) {
        SolverPoint point = SolverPoint.of(erased(), divided);
        if (point == null) {
            throw new AssertionError("no point");
        }
        for (int i = 0; i < 100; i++) {
            point.noteOutside(depth, SequentialSolver.NO_HINT, SHORT, ProcessorTime.UNKNOWN);
        }
        assertThat(point.depth()).isEqualTo(depth);
        return point;
    }

    @SuppressWarnings("unchecked")
    private static DivideAndConquer<Object, Object> erased() {
        return (DivideAndConquer<Object, Object>) (DivideAndConquer<?, ?>) new Anything();
    }

    /** A program that is never run. */
    private static final class Anything
            implements DivideAndConquer<Integer, Integer>, SequentialSolver<Integer, Integer> {

        @Override
        public boolean isBaseCase(Integer problem) {
            throw new AssertionError();
        }

        @Override
        public Integer solve(Integer problem) {
            throw new AssertionError();
        }

        @Override
        public List<Integer> divide(Integer problem) {
            throw new AssertionError();
        }

        @Override
        public Integer combine(Integer problem, List<Integer> results) {
            throw new AssertionError();
        }

        @Override
        public Integer solveSequentially(Integer problem) {
            throw new AssertionError();
        }
    }
}
