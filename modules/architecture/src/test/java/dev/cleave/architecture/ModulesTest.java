package dev.cleave.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Who may know whom. */
class ModulesTest {
    static Stream<String> modules() {
        return Checkout.modules().stream();
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.architecture.Checkout#modulesWithClasses")
    void everyModuleIsSeenHere(String module) {
        assertThat(Checkout.CLASSES.stream()
                        .anyMatch(type -> (type.getPackageName() + ".").startsWith("dev.cleave." + module + ".")))
                .as("classes of %s are on the class path of modules/architecture (a dependency in its pom.xml)", module)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDeclaresOnlyDependenciesOfTheTable(String module) throws Exception {
        assertThat(declaredDependencies(Checkout.pom(module)))
                .as("dependencies of %s", module)
                .isSubsetOf(ModuleRule.of(module).mayUse());
    }

    @ParameterizedTest
    @MethodSource("dev.cleave.architecture.Checkout#modulesWithClasses")
    void aModulesClassesUseOnlyModulesOfTheTable(String module) {
        String[] allowed = ModuleRule.of(module).mayUse().stream()
                .map(known -> "dev.cleave." + known + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("dev.cleave." + module + "..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage("dev.cleave.."))
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed)))
                .check(Checkout.CLASSES);
    }

    @Test
    void theApiKnowsTheJdkAndItsAnnotationsOnly() {
        classes()
                .that()
                .resideInAPackage("dev.cleave.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.cleave.api..", "java..", "org.jspecify.annotations")
                .check(Checkout.CLASSES);
    }

    @Test
    void examplesKnowTheApiAndTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.cleave.examples..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cleave.examples..",
                        "dev.cleave.api..",
                        "java..",
                        "javax.imageio..",
                        "org.jspecify.annotations")
                .check(Checkout.CLASSES);
    }

    @Test
    void akkaLivesInClusterOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cleave.cluster..", "dev.cleave.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("akka..", "scala..")
                .check(Checkout.CLASSES);
    }

    @Test
    void neitherApiNorCoreNorEngineKnowsTheWire() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.cleave.api..", "dev.cleave.core..", "dev.cleave.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "org.apache.fory..", "akka..", "dev.cleave.wire..")
                .check(Checkout.CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.cleave.(**)").should().beFreeOfCycles().check(Checkout.CLASSES);
    }

    private static List<String> declaredDependencies(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        NodeList dependencies = project.getElementsByTagName("dependency");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("dev.cleave")
                    && !text(dependency, "scope").equals("test")) {
                names.add(text(dependency, "artifactId").replaceFirst("^cleave-", ""));
            }
        }
        return names;
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
