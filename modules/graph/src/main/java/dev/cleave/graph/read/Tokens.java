package dev.cleave.graph.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.Place;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a document, JSON or YAML alike, one after the other. A value of the wrong kind is noted as a fault and passed
 * over, so that one reading finds all of them.
 *
 * <p>Whoever is called for a value finds the parser at its first token, and leaves it at its last.
 */
final class Tokens {

    private static final int LONGEST_SHOWN = 60;

    /** Reads the value of a key. */
    @FunctionalInterface
    interface Member {
        void read(String key, Place place) throws IOException;
    }

    /** Reads an element. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    private final JsonParser parser;
    private final GraphBuilder faults;

    Tokens(JsonParser parser, GraphBuilder faults) {
        this.parser = parser;
        this.faults = faults;
    }

    Place place() {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** Whether there is no value: null, or in YAML nothing at all. */
    boolean isNull() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL
                || parser instanceof YAMLParser
                        && parser.currentToken() == JsonToken.VALUE_STRING
                        && parser.getText().isEmpty();
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** A map, whose keys may stand there once. */
    void object(String what, Member member) throws IOException {
        Set<String> seen = new HashSet<>();
        members(what, (key, place) -> {
            if (seen.add(key)) {
                member.read(key, place);
            } else {
                faults.refuse(Code.VALUE, place, what + ": " + key + ": given twice", "once");
                skip();
            }
        });
    }

    /** A map, whose keys the reader looks at. */
    void members(String what, Member member) throws IOException {
        if (!isObject()) {
            wrong(what, "names, each with a value");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Place place = place();
            parser.nextToken();
            member.read(key, place);
        }
    }

    void array(String what, Element element) throws IOException {
        if (!isArray()) {
            wrong(what, "a list");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** A text or number as it is written. */
    Optional<String> scalar(String what, String expected) throws IOException {
        if (parser.currentToken() == null || !parser.currentToken().isScalarValue() || isNull() || isAlias()) {
            wrong(what, expected);
            return Optional.empty();
        }
        return Optional.of(parser.getText());
    }

    /** A name: text that is not blank. */
    Optional<String> name(String what) throws IOException {
        Optional<String> name = scalar(what, "a name");
        if (name.isPresent() && name.get().isBlank()) {
            wrong(what, "a name");
            return Optional.empty();
        }
        return name;
    }

    /** Passes over a value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Notes that a value is none that can be used, and passes over it. */
    void wrong(String what, String expected) throws IOException {
        wrong(Code.VALUE, what, expected);
    }

    void wrong(Code code, String what, String expected) throws IOException {
        faults.refuse(code, place(), what + ": " + shown(), expected);
        skip();
    }

    private boolean isAlias() {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    private String shown() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return "a map";
        }
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return "nothing";
        }
        String text = parser.getText();
        if (isAlias()) {
            return "the alias *" + text;
        }
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return shown.isBlank() ? "'" + shown + "'" : shown;
    }
}
