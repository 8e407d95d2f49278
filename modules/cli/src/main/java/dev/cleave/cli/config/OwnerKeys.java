package dev.cleave.cli.config;

import dev.cleave.api.NearestName;
import dev.cleave.core.queue.JobRequest;
import dev.cleave.core.queue.OwnerTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is set for owners, each by name: {@code owners.ann.weight}. In a file only, as names may be of any letters. */
final class OwnerKeys {

    static final String FIRST = "owners";

    private static final Kind<Integer> LIMIT = Kind.integer(0, Integer.MAX_VALUE, "; 0 for any number");

    static final Key<Integer> WEIGHT = Key.of(
            "owners.NAME.weight",
            Kind.integer(1, 1000, ""),
            "1",
            "the owner's part of the cluster, compared with others'");
    static final Key<Integer> RUNNING =
            Key.of("owners.NAME.running", LIMIT, "0", "how many of the owner's jobs run at a time");
    static final Key<Integer> WAITING = Key.of("owners.NAME.waiting", LIMIT, "0", "how many of them wait");
    static final Key<Integer> CORES = Key.of("owners.NAME.cores", LIMIT, "0", "how many cores they use together");

    /** All, in the order of the reference. */
    static final List<Key<?>> ALL = List.of(WEIGHT, RUNNING, WAITING, CORES);

    private static final int PARTS = 3;

    private final Map<String, Map<String, Integer>> byOwner = new LinkedHashMap<>();
    private final List<Said> said = new ArrayList<>();

    /** Reads what was set for an owner; what cannot be is a fault. */
    void read(Said one, Faults faults) {
        List<String> path = one.path();
        if (path.size() != PARTS || path.get(1).isBlank()) {
            faults.add(one.place().of(one.name()) + ": " + one.text()
                    + " (expected: owners.NAME { weight = 2, cores = 8 })");
            return;
        }
        Map<String, Key<?>> known = new HashMap<>();
        ALL.forEach(key -> known.put(last(key), key));
        Key<?> key = known.get(path.get(2));
        if (key == null) {
            faults.add(one.place().where() + ": "
                    + NearestName.unknown(
                            "key of an owner",
                            path.get(2),
                            known.keySet().stream().sorted().toList()));
            return;
        }
        faults.tried(() -> (Object) key.kind()
                        .reader()
                        .read(
                                one.place().of(one.name()),
                                one.text(),
                                one.place().base()))
                .ifPresent(value -> {
                    byOwner.computeIfAbsent(path.get(1), name -> new HashMap<>())
                            .put(path.get(2), (Integer) value);
                    said.add(one);
                });
    }

    private static String last(Key<?> key) {
        return key.name().substring(key.name().lastIndexOf('.') + 1);
    }

    /** What was set, in the order of the lines. */
    List<Said> said() {
        return said;
    }

    /** What each owner may do. */
    Map<String, OwnerTerms> terms() {
        Map<String, OwnerTerms> terms = new LinkedHashMap<>();
        byOwner.forEach((name, given) -> terms.put(
                name,
                new OwnerTerms(
                        given.getOrDefault(last(WEIGHT), 1),
                        any(given.getOrDefault(last(RUNNING), 0)),
                        any(given.getOrDefault(last(WAITING), 0)),
                        any(given.getOrDefault(last(CORES), 0)))));
        return terms;
    }

    private static int any(int most) {
        return most == 0 ? JobRequest.ANY : most;
    }
}
