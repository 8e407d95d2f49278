package dev.cleave.pipeline.yaml;

import dev.cleave.core.graph.GraphFault;
import dev.cleave.core.graph.GraphFault.Code;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.pipeline.yaml.Yaml.Alias;
import dev.cleave.pipeline.yaml.Yaml.Field;
import dev.cleave.pipeline.yaml.Yaml.Fields;
import dev.cleave.pipeline.yaml.Yaml.Items;
import dev.cleave.pipeline.yaml.Yaml.Scalar;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads one document of YAML (or JSON, which YAML contains) from its events, so that nothing in it is made an object of any class, and no alias
 * can make it larger than it is.
 */
public final class YamlReader {

    private static final int DEEPEST = 50;

    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * The document of a text.
     *
     * @throws GraphRefusedException if it is no YAML, with the place
     */
    public static Yaml read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setProcessComments(false);
        try {
            String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
            return new YamlReader(new org.yaml.snakeyaml.Yaml(options)
                            .parse(new StringReader(plain))
                            .iterator())
                    .document();
        } catch (MarkedYAMLException broken) {
            throw refused(place(broken.getProblemMark()), said(broken));
        } catch (YAMLException broken) {
            throw refused(
                    Place.NOWHERE,
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse("no text"));
        }
    }

    private Yaml document() {
        next(Event.ID.StreamStart);
        Event first = events.next();
        if (first.is(Event.ID.StreamEnd)) {
            return new Scalar(new Place(1, 1), "", true, 0);
        }
        Yaml value = value(events.next(), 0);
        next(Event.ID.DocumentEnd);
        Event last = events.next();
        if (!last.is(Event.ID.StreamEnd)) {
            throw refused(place(last.getStartMark()), "a second document", "one in a file");
        }
        return value;
    }

    private void next(Event.ID expected) {
        Event event = events.next();
        if (!event.is(expected)) {
            throw refused(place(event.getStartMark()), event.getEventId() + " for " + expected);
        }
    }

    private Yaml value(Event event, int depth) {
        Place place = place(event.getStartMark());
        if (depth > DEEPEST) {
            throw refused(place, "values within values, more than " + DEEPEST + " deep", "fewer");
        }
        if (event instanceof AliasEvent alias) {
            return new Alias(place, alias.getAnchor());
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, place);
        }
        if (event instanceof SequenceStartEvent) {
            List<Yaml> items = new ArrayList<>();
            for (Event next = events.next(); !next.is(Event.ID.SequenceEnd); next = events.next()) {
                items.add(value(next, depth + 1));
            }
            return new Items(place, items);
        }
        if (event instanceof MappingStartEvent) {
            List<Field> fields = new ArrayList<>();
            for (Event next = events.next(); !next.is(Event.ID.MappingEnd); next = events.next()) {
                fields.add(field(value(next, depth + 1), depth));
            }
            return new Fields(place, fields);
        }
        String what = event instanceof NodeEvent ? "a value" : String.valueOf(event.getEventId());
        throw refused(place, what, "a map, a list or a text");
    }

    private Field field(Yaml key, int depth) {
        if (!(key instanceof Scalar name)) {
            throw refused(key.place(), key.shown() + " as a key", "a name");
        }
        return new Field(name.text(), name.place(), value(events.next(), depth + 1));
    }

    private static Scalar scalar(ScalarEvent event, Place place) {
        boolean isPlain = event.getScalarStyle() == ScalarStyle.PLAIN;
        boolean isQuoted = event.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        int length = event.getValue().codePointCount(0, event.getValue().length());
        boolean isInOneLine = start.getLine() == end.getLine();
        int column = 0;
        if (isInOneLine && isPlain && end.getColumn() - start.getColumn() == length) {
            column = place.column();
        } else if (isInOneLine && isQuoted && end.getColumn() - start.getColumn() == length + 2) {
            column = place.column() + 1;
        }
        return new Scalar(place, event.getValue(), isPlain && event.getTag() == null, column);
    }

    private static Place place(Mark mark) {
        return mark == null ? Place.NOWHERE : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String said(MarkedYAMLException broken) {
        String problem = broken.getProblem() == null ? "broken" : broken.getProblem();
        return broken.getContext() == null ? problem : broken.getContext() + ", " + problem;
    }

    private static GraphRefusedException refused(Place place, String given) {
        return refused(place, given, "YAML");
    }

    private static GraphRefusedException refused(Place place, String given, String expected) {
        String line = given.replace('\n', ' ').strip();
        return new GraphRefusedException(List.of(new GraphFault(Code.SYNTAX, place, line, expected)));
    }
}
