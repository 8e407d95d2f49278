package dev.cleave.cli.config;

import java.util.List;

/**
 * What was set, as text, before it is known whether there is such a thing.
 *
 * @param path the parts of the key's name
 * @param text its value; the elements of a list with commas between them
 * @param place where
 */
record Said(List<String> path, String text, Place place) {

    Said {
        path = List.copyOf(path);
    }

    String name() {
        return String.join(".", path);
    }
}
