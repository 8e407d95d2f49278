package dev.cleave.core.node;

import dev.cleave.core.state.Diagrams;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NodeDiagramsTest {

    @Test
    void theDiagramOfAHeldLeaseIsDrawnFromItsTable() throws IOException {
        Diagrams.compare("A lease, at its node", HeldState.TABLE);
    }

    @Test
    void theDiagramOfARunnerIsDrawnFromItsTable() throws IOException {
        Diagrams.compare("A runner, at its node", RunnerState.TABLE);
    }
}
