package dev.cleave.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** Decisions are pure: in core, time and randomness arrive as arguments, and nothing runs or waits. */
class PureCoreTest {
    @Test
    void coreReadsNoClock() {
        noneCalls(calls("java.lang.System", "nanoTime|currentTimeMillis"));
        noneCalls(calls("java\\.time\\..*", "now|system|systemUTC|systemDefaultZone|tick.*"));
    }

    @Test
    void coreMakesNoRandomSource() {
        noneCalls(
                calls("java\\.util\\.Random|java\\.util\\.SplittableRandom|java\\.security\\.SecureRandom", "<init>"));
        noneCalls(calls("java\\.util\\.concurrent\\.ThreadLocalRandom", "current"));
        noneCalls(calls("java\\.util\\.random\\.RandomGenerator.*", "of|getDefault|create"));
        noneCalls(calls("java\\.lang\\.Math", "random"));
        noneCalls(calls("java\\.util\\.UUID", "randomUUID"));
        noneCalls(calls("java\\.util\\.Collections", "shuffle"));
    }

    @Test
    void coreStartsNoThreadAndWaitsForNothing() {
        noClassUses(
                "threads and locks",
                "java\\.lang\\.Thread|java\\.util\\.Timer|java\\.util\\.concurrent\\.(Executor.*|ForkJoin.*|CompletableFuture|"
                        + "Scheduled.*|ThreadPool.*|CountDownLatch|Semaphore|BlockingQueue|locks\\..*)");
        noneCalls(calls("java\\.lang\\.Object", "wait|notify|notifyAll"));
    }

    @Test
    void coreTouchesNeitherFilesNorSocketsNorProcesses() {
        noClassUses(
                "input and output",
                "java\\.net\\..*|java\\.nio\\.file\\..*|java\\.nio\\.channels\\..*|java\\.io\\.(File|Print|Input|Output|"
                        + "Buffered|Random|Object|Reader|Writer).*|java\\.lang\\.Process.*|java\\.lang\\.Runtime|org\\.slf4j\\..*|"
                        + "java\\.util\\.logging\\..*");
        noneCalls(calls("java\\.lang\\.System", "getenv|getProperty|exit"));
    }

    private static DescribedPredicate<JavaCall<?>> calls(String owner, String method) {
        return target(owner(nameMatching(owner))).and(target(nameMatching(method)));
    }

    private static void noneCalls(DescribedPredicate<? super JavaCall<?>> forbidden) {
        noClasses()
                .that()
                .resideInAPackage("dev.cleave.core..")
                .should()
                .callCodeUnitWhere(forbidden)
                .check(Checkout.CLASSES);
    }

    private static void noClassUses(String what, String names) {
        DescribedPredicate<JavaClass> forbidden =
                DescribedPredicate.describe(what, type -> type.getName().matches(names));
        noClasses()
                .that()
                .resideInAPackage("dev.cleave.core..")
                .should()
                .dependOnClassesThat(forbidden)
                .check(Checkout.CLASSES);
    }
}
