package dev.cleave.service.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lists and maps of text as one text that people can read in a column: {@code n=16&seed=a%26b}. */
final class FormText {

    private FormText() {}

    static String ofMap(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static Map<String, String> map(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int split = pair.indexOf('=');
                values.put(decoded(pair.substring(0, split)), decoded(pair.substring(split + 1)));
            }
        }
        return values;
    }

    /** Each value is followed by the separator, so that a list of one empty text is not an empty list. */
    static String ofList(List<String> values) {
        return values.stream().map(value -> encoded(value) + "&").collect(Collectors.joining());
    }

    static List<String> list(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.substring(0, text.length() - 1).split("&", -1))
                .map(FormText::decoded)
                .toList();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, UTF_8);
    }
}
