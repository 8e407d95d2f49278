package dev.cleave.cli.pipeline;

import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.core.pipeline.ResolvedWork;
import dev.cleave.wire.blob.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names work by all that its result depends on: what is done, by which program, on which files. */
final class WorkKeys implements ResolvedWork.Contents {

    private final Path folder;
    private final Map<Path, String> digests = new HashMap<>();
    private final Map<String, String> programs = new HashMap<>();

    /**
     * Names.
     *
     * @param folder where names of files start from
     */
    WorkKeys(Path folder) {
        this.folder = folder;
    }

    /** The SHA-256 of a definition. What cannot be read has no digest: running it says why. */
    String of(ResolvedWork work) {
        return Sha256.hex(work.definition(this).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String ofProgram(String name) {
        return programs.computeIfAbsent(name, this::ofClassPath);
    }

    private String ofClassPath(String name) {
        List<Path> classPath = BundledPrograms.all().stream()
                .filter(each -> each.name().equals(name) || each.jobClass().equals(name))
                .findFirst()
                .map(Program::classPath)
                .orElse(List.of());
        return classPath.stream().map(this::digest).collect(Collectors.joining(","));
    }

    @Override
    public String ofFile(String path) {
        return digest(folder.resolve(path));
    }

    private String digest(Path path) {
        return digests.computeIfAbsent(path, WorkKeys::read);
    }

    private static String read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return Sha256.hex(Files.readAllBytes(path));
            }
            StringBuilder all = new StringBuilder();
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    all.append(path.relativize(file)).append(read(file)).append('\n');
                }
            }
            return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
