package dev.cleave.cli.command;

import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphRefusedException;
import java.util.List;

/** Everything that is wrong with a file, for people and editors. */
public final class FileFaults {

    private static final int MOST_FAULTS = 20;

    private FileFaults() {}

    /** One line per fault, as compilers write them, so that editors find the places. */
    public static CommandException refused(String file, GraphRefusedException refused) {
        StringBuilder lines = new StringBuilder();
        List<GraphFault> faults = refused.faults();
        for (GraphFault fault : faults.subList(0, Math.min(MOST_FAULTS, faults.size()))) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(file)
                    .append(fault.place().isKnown() ? ":" : ": ");
            lines.append(fault.line());
        }
        if (faults.size() > MOST_FAULTS) {
            lines.append("\n")
                    .append(file)
                    .append(": and ")
                    .append(faults.size() - MOST_FAULTS)
                    .append(" more");
        }
        return CommandException.usage(lines.toString());
    }
}
