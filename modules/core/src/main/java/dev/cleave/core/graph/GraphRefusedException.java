package dev.cleave.core.graph;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says that something is no graph of tasks, with everything that is wrong with it. */
public final class GraphRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<GraphFault> faults;

    /**
     * All faults together.
     *
     * @param faults at least one
     */
    public GraphRefusedException(List<GraphFault> faults) {
        super(faults.stream().map(GraphFault::line).collect(Collectors.joining("\n")));
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("faults: none (expected: at least one)");
        }
        this.faults = faults.stream()
                .sorted(Comparator.comparingInt(
                                (GraphFault fault) -> fault.place().line())
                        .thenComparingInt(fault -> fault.place().column()))
                .toList();
    }

    /** Everything that is wrong, in the order of the text. */
    public List<GraphFault> faults() {
        return faults;
    }
}
