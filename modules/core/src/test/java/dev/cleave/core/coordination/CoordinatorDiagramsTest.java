package dev.cleave.core.coordination;

import dev.cleave.core.state.Diagrams;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoordinatorDiagramsTest {

    @Test
    void theDiagramOfALeaseIsDrawnFromItsTable() throws IOException {
        Diagrams.compare("A lease, at the coordinator", LeaseState.TABLE);
    }

    @Test
    void theDiagramOfAJobIsDrawnFromItsTable() throws IOException {
        Diagrams.compare("A job, at the coordinator", JobState.TABLE);
    }
}
