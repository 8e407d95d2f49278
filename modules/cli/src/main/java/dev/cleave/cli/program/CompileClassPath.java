package dev.cleave.cli.program;

import dev.cleave.api.Job;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** What a program is compiled against: the api, and nothing else of Cleave. */
public final class CompileClassPath {

    private CompileClassPath() {}

    /** The jars and class folders, in order. */
    public static List<Path> entries() {
        return List.of(placeOf(Job.class));
    }

    /** The jar or class folder that a class was loaded from. */
    static Path placeOf(Class<?> loaded) {
        try {
            return Path.of(
                    loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
