package dev.cleave.testkit.junit;

import dev.cleave.testkit.cluster.LocalCluster;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A running {@link LocalCluster} for all tests of a class: started before the first, closed after the last, which fails
 * the class if a process or a file is left.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalClusterExtension CLUSTER = LocalClusterExtension.ofNodes(2);
 *
 * @Test
 * void eightQueensStandInNinetyTwoWays(LocalCluster cluster) throws Exception {
 *     RunningJob job = cluster.submit(KnownJob.of(NQueens.class, Map.of("n", "8"), "92"));
 *     …
 * }
 * }</pre>
 *
 * <p>To be registered as a static field; tests of the class must not run in parallel.
 */
public final class LocalClusterExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private final LocalCluster.Settings settings;
    private @Nullable LocalCluster cluster;

    private LocalClusterExtension(LocalCluster.Settings settings) {
        this.settings = settings;
    }

    /** A cluster of so many nodes of one lane. */
    public static LocalClusterExtension ofNodes(int nodes) {
        return with(LocalCluster.Settings.ofNodes(nodes));
    }

    /** A cluster with these settings. */
    public static LocalClusterExtension with(LocalCluster.Settings settings) {
        return new LocalClusterExtension(settings);
    }

    /**
     * The cluster.
     *
     * @throws IllegalStateException before the first test and after the last
     */
    public LocalCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("no cluster runs (expected: to be asked within a test of the class)");
        }
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        cluster = LocalCluster.start(settings);
        cluster.awaitNodes();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (cluster == null) {
            return;
        }
        LocalCluster ended = cluster;
        cluster = null;
        ended.close();
        List<ProcessHandle> left = ended.census().awaitNone(GONE_WITHIN);
        ended.census().killAll();
        List<String> files = ended.leftFiles();
        if (!left.isEmpty() || !files.isEmpty()) {
            throw new AssertionError("left behind: processes " + left + ", " + files + "; see " + ended.folder());
        }
        ended.deleteFolder();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster();
    }
}
