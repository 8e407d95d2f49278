package dev.cleave.core.pipeline;

import java.util.List;
import java.util.Map;

/** Texts put together so that different ones never look the same: each after its length. */
final class Definition {

    private final StringBuilder text = new StringBuilder();

    Definition add(String piece) {
        text.append(piece.length()).append(':').append(piece).append('\n');
        return this;
    }

    Definition add(List<String> pieces) {
        add(String.valueOf(pieces.size()));
        pieces.forEach(this::add);
        return this;
    }

    Definition add(Map<String, String> pieces) {
        add(String.valueOf(pieces.size()));
        pieces.forEach((name, value) -> add(name).add(value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
