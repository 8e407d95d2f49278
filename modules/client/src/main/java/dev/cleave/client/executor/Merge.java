package dev.cleave.client.executor;

import java.util.HashSet;
import java.util.Set;

/** How a cell takes in a value. Commutes, and doing it again changes nothing. */
enum Merge {
    MAX {
        @Override
        Object of(Object now, Object value) {
            return compare(now, value) >= 0 ? now : value;
        }
    },
    MIN {
        @Override
        Object of(Object now, Object value) {
            return compare(now, value) <= 0 ? now : value;
        }
    },
    UNION {
        @Override
        Object of(Object now, Object value) {
            Set<Object> all = new HashSet<>((Set<?>) now);
            all.addAll((Set<?>) value);
            return all;
        }

        @Override
        boolean isPartOf(Object now, Object value) {
            return ((Set<?>) now).containsAll((Set<?>) value);
        }
    };

    abstract Object of(Object now, Object value);

    /** Whether taking in a value changes nothing. */
    boolean isPartOf(Object now, Object value) {
        return of(now, value) == now;
    }

    @SuppressWarnings("unchecked") // A cell holds values of one type, which can be compared.
    private static int compare(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }
}
