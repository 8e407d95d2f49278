package dev.cleave.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project as it lies on disk: its modules, their source files and their compiled classes. */
final class Checkout {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..", "..")
            .toAbsolutePath()
            .normalize();

    /** The main classes of every module; generated messages included. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cleave");

    private Checkout() {}

    /** The names of the modules, sorted, without this one. */
    static List<String> modules() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("architecture"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of those modules that have more than tests. */
    static List<String> modulesWithClasses() {
        return modules().stream()
                .filter(module -> !javaFiles(module, "src/main/java").isEmpty())
                .toList();
    }

    /** A module's Maven description. */
    static Path pom(String module) {
        return ROOT.resolve("modules").resolve(module).resolve("pom.xml");
    }

    /** Java files below a folder of a module, such as {@code src/main/java}; none where the folder is missing. */
    static List<Path> javaFiles(String module, String folder) {
        return filesBelow(ROOT.resolve("modules").resolve(module).resolve(folder), ".java");
    }

    /** The message definitions. */
    static List<Path> protoFiles() {
        return filesBelow(ROOT.resolve("proto"), ".proto");
    }

    /** A path as a reader knows it, from the root of the project. */
    static String shown(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString();
    }

    private static List<Path> filesBelow(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
