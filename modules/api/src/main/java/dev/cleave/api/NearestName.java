package dev.cleave.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a mistyped one most likely stands for. */
public final class NearestName {

    private NearestName() {}

    /**
     * A line about an unknown name, with the nearest known one if there is one near enough.
     *
     * @param kind what is named: parameter, program, option
     * @param name what was given
     * @param known what could have been given
     * @return for example {@code unknown parameter: m (did you mean n? known: n, kernel)}
     */
    public static String unknown(String kind, String name, Collection<String> known) {
        String guess =
                of(name, known).map(near -> "did you mean " + near + "? ").orElse("");
        String list = known.isEmpty() ? "there are none" : "known: " + String.join(", ", known);
        return "unknown " + kind + ": " + name + " (" + guess + list + ")";
    }

    /**
     * The known name with the smallest edit distance, if that is at most half of the given name's length (at least 1).
     *
     * @param name what was given
     * @param known what could have been given
     * @return the nearest one, or empty
     */
    public static Optional<String> of(String name, Collection<String> known) {
        int limit = Math.max(1, name.length() / 2);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The number of single-character changes between two words (Levenshtein, 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
