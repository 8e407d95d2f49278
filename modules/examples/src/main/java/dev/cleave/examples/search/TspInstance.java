package dev.cleave.examples.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cities and the distances between them.
 *
 * @param distance from one city to another, which may differ from the way back
 */
record TspInstance(int[][] distance) {

    private static final int MOST_CITIES = 64;
    private static final int MOST_DISTANCE = 10_000_000;
    private static final double RADIUS = 6378.388; // of the earth, as TSPLIB has it
    private static final double PI = 3.141592; // as TSPLIB has it

    /** Made for this example: the corners of two squares, one within the other. */
    static final TspInstance SMALL = read("""
            NAME: squares8
            TYPE: TSP
            DIMENSION: 8
            EDGE_WEIGHT_TYPE: EUC_2D
            NODE_COORD_SECTION
            1 0 0
            2 0 100
            3 100 100
            4 100 0
            5 40 40
            6 40 60
            7 60 60
            8 60 40
            EOF
            """);

    int size() {
        return distance.length;
    }

    /**
     * Reads the format of TSPLIB, as far as types TSP and ATSP with weights EXPLICIT (FULL_MATRIX), GEO or EUC_2D go.
     *
     * @throws dev.cleave.api.InvalidArgumentException with the line, what was found there, and what was expected
     */
    static TspInstance read(String text) {
        List<Line> lines = Line.all(text);
        Map<String, Line> header = new LinkedHashMap<>();
        int at = 0;
        while (at < lines.size() && !lines.get(at).text().strip().endsWith("_SECTION")) {
            Line line = lines.get(at++);
            int colon = line.text().indexOf(':');
            if (colon >= 0) {
                header.put(
                        line.text().substring(0, colon).strip().toUpperCase(Locale.ROOT),
                        new Line(line.number(), line.text().substring(colon + 1).strip()));
            } else if (line.text().strip().equals("EOF")) {
                break;
            } else if (!line.text().isBlank()) {
                throw line.refused("KEY: value, or the name of a section");
            }
        }
        int size = size(header, lines.size());
        Line weights = value(header, "EDGE_WEIGHT_TYPE", lines.size(), "EXPLICIT", "GEO", "EUC_2D");
        String wanted = weights.text().equals("EXPLICIT") ? "EDGE_WEIGHT_SECTION" : "NODE_COORD_SECTION";
        if (at == lines.size() || !lines.get(at).text().strip().equals(wanted)) {
            String found = at == lines.size()
                    ? "the end of the file"
                    : lines.get(at).text().strip();
            throw Line.refused(Math.min(at + 1, lines.size()), found, wanted);
        }
        Tokens tokens = new Tokens(body(lines, at + 1), lines.size());
        if (weights.text().equals("EXPLICIT")) {
            value(header, "EDGE_WEIGHT_FORMAT", lines.size(), "FULL_MATRIX");
            int[][] matrix = tokens.matrix("the distance", size, MOST_DISTANCE);
            tokens.end();
            return new TspInstance(matrix);
        }
        double[][] places = new double[size][2];
        for (int i = 0; i < size; i++) {
            tokens.number("the number of city " + (i + 1), i + 1, i + 1);
            places[i][0] = tokens.decimal("the first coordinate of city " + (i + 1));
            places[i][1] = tokens.decimal("the second coordinate of city " + (i + 1));
        }
        tokens.end();
        return new TspInstance(distances(places, weights.text().equals("GEO")));
    }

    private static int size(Map<String, Line> header, int lines) {
        value(header, "TYPE", lines, "TSP", "ATSP");
        Line dimension = header.get("DIMENSION");
        if (dimension == null) {
            throw Line.refused(lines, "no DIMENSION before the first section", "DIMENSION: the number of cities");
        }
        return (int) new Tokens(List.of(dimension), dimension.number()).number("the number of cities", 2, MOST_CITIES);
    }

    private static Line value(Map<String, Line> header, String key, int lines, String... known) {
        Line found = header.get(key);
        String expected = key + ": " + String.join(" or ", known);
        if (found == null) {
            throw Line.refused(lines, "no " + key + " before the first section", expected);
        }
        if (!List.of(known).contains(found.text())) {
            throw found.refused(expected);
        }
        return found;
    }

    private static List<Line> body(List<Line> lines, int from) {
        List<Line> body = new ArrayList<>();
        for (Line line : lines.subList(from, lines.size())) {
            if (line.text().strip().equals("EOF")) {
                break;
            }
            body.add(line);
        }
        return body;
    }

    private static int[][] distances(double[][] places, boolean onEarth) {
        int size = places.length;
        int[][] distances = new int[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (i != j) {
                    distances[i][j] = onEarth ? onEarth(places[i], places[j]) : onPlane(places[i], places[j]);
                }
            }
        }
        return distances;
    }

    private static int onPlane(double[] from, double[] to) {
        return (int) (Math.hypot(from[0] - to[0], from[1] - to[1]) + 0.5);
    }

    /** As in TSPLIB 95, section 2.4, its rounding of degrees and minutes included. */
    private static int onEarth(double[] from, double[] to) {
        double q1 = StrictMath.cos(radians(from[1]) - radians(to[1]));
        double q2 = StrictMath.cos(radians(from[0]) - radians(to[0]));
        double q3 = StrictMath.cos(radians(from[0]) + radians(to[0]));
        return (int) (RADIUS * StrictMath.acos(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)) + 1.0);
    }

    private static double radians(double coordinate) {
        int degrees = (int) coordinate;
        double minutes = coordinate - degrees;
        return PI * (degrees + 5.0 * minutes / 3.0) / 180.0;
    }

    /** For people, who see this where no file is given. */
    @Override
    public String toString() {
        return distance.length + " cities";
    }
}
