package dev.cleave.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How source files are named, placed and sized. */
class SourceFilesTest {
    private static final int LONGEST_FILE = 500;
    private static final Set<String> NAMES_BY_KIND =
            Set.of("util", "utils", "impl", "internal", "messages", "actors", "common", "misc", "helper", "helpers");

    static Stream<String> modules() {
        return Checkout.modules().stream();
    }

    @Test
    void noFileIsLongerThan500Lines() throws IOException {
        List<Path> files = new ArrayList<>(Checkout.protoFiles());
        for (String module : Checkout.modules()) {
            files.addAll(Checkout.javaFiles(module, "src"));
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Files.readAllLines(file)).as(Checkout.shown(file)).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.architecture.Checkout#modulesWithClasses")
    void everyPackageSaysWhatItIsFor(String module) throws IOException {
        List<Path> files = Checkout.javaFiles(module, "src/main/java");
        assertThat(files).as("main sources of %s", module).isNotEmpty();
        Set<Path> packages = new TreeSet<>();
        files.forEach(file -> packages.add(file.getParent()));
        for (Path folder : packages) {
            Path description = folder.resolve("package-info.java");
            assertThat(description).exists();
            assertThat(Files.readString(description))
                    .as(Checkout.shown(description))
                    .contains("/**")
                    .contains("NullMarked");
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesAreNamedByRoleWithinTheirModule(String module) {
        for (String folder : List.of("src/main/java", "src/test/java")) {
            for (Path file : Checkout.javaFiles(module, folder)) {
                String shown = Checkout.shown(file.getParent());
                assertThat(shown).contains("dev/cleave/" + module);
                assertThat(shown.split("/"))
                        .as("%s: packages are named by role, never by kind", shown)
                        .doesNotContainAnyElementsOf(NAMES_BY_KIND);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noTestIsDisabled(String module) throws IOException {
        for (Path file : Checkout.javaFiles(module, "src/test/java")) {
            assertThat(Files.readString(file)).as(Checkout.shown(file)).doesNotContain("@Disabled");
        }
    }
}
