package dev.cleave.cluster.process;

import java.nio.file.Path;
import java.util.List;

/** How the command of a runner is made. */
@FunctionalInterface
public interface RunnerLaunch {

    /**
     * The command that starts a runner.
     *
     * @param socket where it is to connect
     * @param jvmOptions what the job adds to the options of the JVM
     */
    List<String> command(Path socket, List<String> jvmOptions);
}
