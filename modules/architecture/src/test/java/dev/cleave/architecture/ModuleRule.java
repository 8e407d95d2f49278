package dev.cleave.architecture;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What each module may know: the table of ARCHITECTURE.md. */
enum ModuleRule {
    API,
    CORE(API),
    ENGINE(API, CORE),
    WIRE(API, CORE),
    RUNNER(ENGINE, WIRE),
    CLUSTER(CORE, ENGINE, WIRE, RUNNER),
    GRAPH(CORE),
    PIPELINE(CORE, GRAPH),
    SERVICE(CLUSTER, PIPELINE),
    CLIENT(API, WIRE),
    SIMULATOR(CORE),
    TESTKIT(CLUSTER),
    FAULTS(TESTKIT),
    EXAMPLES(API),
    BENCHMARKS(ENGINE, SERVICE, CLIENT, CLUSTER, SIMULATOR, EXAMPLES),
    CLI(SERVICE, CLIENT, CLUSTER, GRAPH, PIPELINE, SIMULATOR, EXAMPLES, BENCHMARKS);

    private final ModuleRule[] direct;

    ModuleRule(ModuleRule... direct) {
        this.direct = direct;
    }

    static ModuleRule of(String module) {
        return Arrays.stream(values())
                .filter(rule -> rule.module().equals(module))
                .findFirst()
                .orElseThrow(() -> new AssertionError("module " + module + " (expected: one of the table, "
                        + Arrays.toString(values()).toLowerCase() + ")"));
    }

    String module() {
        return name().toLowerCase();
    }

    /** The modules that this one may use, directly or through another; itself included. */
    Set<String> mayUse() {
        Set<String> known = new TreeSet<>();
        known.add(module());
        for (ModuleRule other : direct) {
            known.addAll(other.mayUse());
        }
        return known;
    }
}
