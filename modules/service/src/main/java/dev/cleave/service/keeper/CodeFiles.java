package dev.cleave.service.keeper;

import dev.cleave.core.job.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the code of jobs is. Safe for use by many threads. */
public interface CodeFiles {

    /**
     * The jars of a job's class path, in order.
     *
     * @throws IOException if one is not there; the message names it
     */
    List<Path> jars(JobSpec spec) throws IOException;
}
