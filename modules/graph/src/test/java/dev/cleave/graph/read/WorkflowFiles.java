package dev.cleave.graph.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded workflows with the figures that an independent reading of them gave.
 *
 * <p>Those of the WfInstances collection lie beside a checkout, in {@code ../shared/data/wfinstances}, if they are there; the small
 * ones are always read.
 */
final class WorkflowFiles {

    record Expected(Path file, int tasks, int edges, double work, double span, double parallelism) {}

    private static final Path SMALL = Path.of("src", "test", "resources", "workflows");
    private static final Path RECORDED = Path.of("..", "..", "..", "shared", "data", "wfinstances");

    private WorkflowFiles() {}

    static List<Expected> all() {
        List<Expected> files = new ArrayList<>();
        files.add(new Expected(SMALL.resolve("forkjoin.json"), 6, 8, 11.0, 4.625, 2.378));
        files.add(new Expected(SMALL.resolve("ladder.json"), 6, 7, 23.876, 13.126, 1.819));
        if (Files.isDirectory(RECORDED)) {
            files.add(recorded("helloworld-forkjoin-10-chameleon", 10, 16, 1028.704, 307.360, 3.347));
            files.add(recorded("blast-chameleon-small-001", 43, 120, 382.913, 10.413, 36.772));
            files.add(recorded("montage-chameleon-2mass-005d-001", 58, 114, 221.726, 21.385, 10.368));
            files.add(recorded("epigenomics-chameleon-hep-1seq-100k-001", 41, 48, 539.307, 104.822, 5.145));
        }
        return files;
    }

    private static Expected recorded(String name, int tasks, int edges, double work, double span, double parallelism) {
        return new Expected(RECORDED.resolve(name + ".json"), tasks, edges, work, span, parallelism);
    }
}
