package dev.cleave.runner.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a distribution keeps class data archives: a JVM that takes its classes from one starts in about half the time.
 *
 * <p>The launcher script records them once per JDK, in {@code cds/VERSION} below the distribution, which it names in
 * the system property {@code cleave.home}: one archive for each kind of process. From JDK 25 on they are ahead-of-time
 * caches ({@code .aot}), which hold classes linked and initialised as far as can be; before, dynamic archives of loaded
 * classes ({@code .jsa}). An archive counts for one JDK and one class path; a JVM that it does not fit passes it over.
 */
public final class ClassArchives {

    private static final String AHEAD_OF_TIME = ".aot";
    private static final String DYNAMIC = ".jsa";
    private static final int FIRST_AHEAD_OF_TIME = 25;

    /** In a process that records: the folder where the JVMs that it starts are to leave their archives. */
    private static final @Nullable String RECORDING = System.getProperty("cleave.recording");

    private ClassArchives() {}

    /** The options of a node's JVM for its archive: to use it, to record it, or none where there is none. */
    public static List<String> optionsOfNode() {
        return RECORDING == null
                ? options(find("node"))
                : List.of(recordingOption(Path.of(RECORDING, "node" + extension())));
    }

    /** The archive for a runner, or null where there is none. */
    public static @Nullable Path ofRunner() {
        return find("runner");
    }

    /** Whether this process records, so that the JVMs that it starts take seconds to end. */
    public static boolean isRecording() {
        return RECORDING != null;
    }

    /** The options with which a JVM uses an archive, and is silent where it does not fit; none without an archive. */
    public static List<String> options(@Nullable Path archive) {
        if (archive == null) {
            return List.of();
        }
        String option = archive.toString().endsWith(AHEAD_OF_TIME) ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        return List.of(option + archive, "-Xlog:disable");
    }

    /** The option with which a JVM records an archive when it ends. */
    static String recordingOption(Path archive) {
        String option =
                archive.toString().endsWith(AHEAD_OF_TIME) ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        return option + archive;
    }

    /** Whether somebody else's options say which archive is used; a JVM refuses to be told twice. */
    static boolean isChosenBy(List<String> options) {
        return options.stream()
                .anyMatch(option -> Stream.of("-Xshare", "-XX:AOT", "-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit")
                        .anyMatch(option::startsWith));
    }

    private static String extension() {
        return Runtime.version().feature() >= FIRST_AHEAD_OF_TIME ? AHEAD_OF_TIME : DYNAMIC;
    }

    private static @Nullable Path find(String kind) {
        String home = System.getProperty("cleave.home");
        if (home == null) {
            return null;
        }
        Path archive = Path.of(home, "cds", System.getProperty("java.version"), kind + extension());
        return Files.isRegularFile(archive) ? archive : null;
    }
}
