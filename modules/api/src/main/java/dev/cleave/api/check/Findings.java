package dev.cleave.api.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found so far, without repetition. */
final class Findings {

    private static final int ENOUGH = 20;

    private record Place(Finding.Kind kind, String path) {}

    private final List<Finding> found = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    void add(Finding.Kind kind, String path, String message) {
        if (!areEnough() && places.add(new Place(kind, path))) {
            found.add(new Finding(kind, path, message));
        }
    }

    boolean areEnough() {
        return found.size() >= ENOUGH;
    }

    int size() {
        return found.size();
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
