package dev.cleave.runner.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a distribution keeps class data archives: a JVM that takes its classes from one starts in about half the time.
 *
 * <p>The launcher script records them once per JDK, in {@code cds/VERSION} below the distribution, which it names in
 * the system property {@code cleave.home}. An archive counts for one JDK and one class path; a JVM that it does not fit
 * passes it over.
 */
public final class ClassArchives {

    private ClassArchives() {}

    /** The archive for a JVM with the class path of this process, or null where there is none. */
    public static @Nullable Path ofCommand() {
        return find("command.jsa");
    }

    /** The archive for a runner, or null where there is none. */
    public static @Nullable Path ofRunner() {
        return find("runner.jsa");
    }

    /** The options with which a JVM uses an archive, and is silent where it does not fit; none without an archive. */
    public static List<String> options(@Nullable Path archive) {
        return archive == null
                ? List.of()
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable");
    }

    private static @Nullable Path find(String name) {
        String home = System.getProperty("cleave.home");
        if (home == null) {
            return null;
        }
        Path archive = Path.of(home, "cds", System.getProperty("java.version"), name);
        return Files.isRegularFile(archive) ? archive : null;
    }
}
