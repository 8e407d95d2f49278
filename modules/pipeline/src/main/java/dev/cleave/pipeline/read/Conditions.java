package dev.cleave.pipeline.read;

import dev.cleave.core.pipeline.Condition;
import dev.cleave.core.pipeline.Condition.Comparator;
import dev.cleave.core.pipeline.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads conditions: values, compared by {@code == != < <= > >=}, joined by {@code &&} and {@code ||}, turned round by {@code !}, in
 * parentheses. A value is a reference with or without <code>${ }</code>, a number, {@code true}, {@code false}, or text in quotes.
 *
 * <p>By recursive descent; how deep it nests is limited, so that no text overflows the stack.
 */
final class Conditions {

    private static final int DEEPEST = 50;
    private static final int LONGEST_SHOWN = 20;
    private static final String VALUE = "a reference, a number, a text in quotes, true or false";
    /** Longer signs first. */
    private static final List<Comparator> BY_LENGTH = Arrays.stream(Comparator.values())
            .sorted((a, b) -> b.sign().length() - a.sign().length())
            .toList();

    private final String text;
    private final List<Located> uses = new ArrayList<>();
    private int position;
    private int depth;

    private Conditions(String text) {
        this.text = text;
    }

    /**
     * A condition.
     *
     * @param uses its references, with their places
     */
    record Read(Condition condition, List<Located> uses) {}

    /**
     * The condition that a text is.
     *
     * @throws ExpressionException if it is none
     */
    static Read read(String text) throws ExpressionException {
        Conditions reader = new Conditions(text);
        Condition condition = reader.any();
        reader.blanks();
        if (reader.position < text.length()) {
            throw reader.unexpected("a comparison, && or ||, or the end");
        }
        return new Read(condition, reader.uses);
    }

    private Condition any() throws ExpressionException {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (take("||")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all() throws ExpressionException {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (take("&&")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition one() throws ExpressionException {
        if (++depth > DEEPEST) {
            throw new ExpressionException(position, "parts within parts, more than " + DEEPEST + " deep", "fewer");
        }
        try {
            if (take("!")) {
                return new Condition.Not(one());
            }
            if (take("(")) {
                Condition inner = any();
                if (!take(")")) {
                    throw unexpected("a closing )");
                }
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Condition comparison() throws ExpressionException {
        Template left = value();
        Optional<Comparator> comparator = comparator();
        return comparator.isEmpty()
                ? new Condition.Truth(left)
                : new Condition.Comparison(left, comparator.get(), value());
    }

    private Optional<Comparator> comparator() {
        blanks();
        for (Comparator each : BY_LENGTH) {
            if (take(each.sign())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private Template value() throws ExpressionException {
        blanks();
        if (text.startsWith("${", position)) {
            int close = text.indexOf('}', position);
            if (close < 0) {
                throw new ExpressionException(position, "${ without an end", "}");
            }
            Located use = References.read(text, position + 2, close);
            position = close + 1;
            return used(use);
        }
        char first = position < text.length() ? text.charAt(position) : 0;
        if (first == '\'' || first == '"') {
            return quoted(first);
        }
        int from = position;
        while (position < text.length() && isOfWord(text.charAt(position))) {
            position++;
        }
        String word = text.substring(from, position);
        if (word.matches("true|false|[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return Template.of(word);
        }
        if (word.isEmpty() || !Character.isLetter(word.charAt(0))) {
            position = from;
            throw unexpected(VALUE);
        }
        if (!word.contains(".") && !References.ROOTS.contains(word)) {
            throw new ExpressionException(from, word, VALUE);
        }
        return used(References.read(text, from, position));
    }

    private Template used(Located use) {
        uses.add(use);
        return Template.of(use.reference());
    }

    private Template quoted(char quote) throws ExpressionException {
        int close = text.indexOf(quote, position + 1);
        if (close < 0) {
            throw new ExpressionException(position, shown(), "a closing " + quote);
        }
        int start = position + 1;
        position = close + 1;
        try {
            Templates inside = Templates.read(text.substring(start, close));
            inside.uses().forEach(use -> uses.add(new Located(use.reference(), start + use.offset())));
            return inside.template();
        } catch (ExpressionException wrong) {
            throw new ExpressionException(start + wrong.offset(), wrong.given(), wrong.expected());
        }
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '.' || c == '/';
    }

    /** Takes a sign if it stands here. What begins a comparison is not taken for {@code !}. */
    private boolean take(String sign) {
        blanks();
        if (!text.startsWith(sign, position) || sign.equals("!") && text.startsWith("!=", position)) {
            return false;
        }
        position += sign.length();
        return true;
    }

    private void blanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private ExpressionException unexpected(String expected) {
        return new ExpressionException(position, shown(), expected);
    }

    private String shown() {
        if (position >= text.length()) {
            return "the end";
        }
        int to = Math.min(text.length(), position + LONGEST_SHOWN);
        String line = text.substring(position, to).lines().findFirst().orElse("");
        return to < text.length() ? line + "…" : line;
    }
}
