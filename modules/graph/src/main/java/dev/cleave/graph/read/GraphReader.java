package dev.cleave.graph.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.cleave.core.graph.GraphRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads graphs. The format is seen from the text: what begins with a brace is JSON, what begins with a number is a Standard
 * Task Graph, everything else is YAML. Stateless; safe for use by many threads.
 */
public final class GraphReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();
    private static final YAMLFactory YAML =
            YAMLFactory.builder().loaderOptions(withoutLimit()).build();

    private GraphReader() {}

    /**
     * The graph of a file.
     *
     * @throws IOException if the file cannot be read
     * @throws GraphRefusedException with everything that is wrong with its text
     */
    public static ReadGraph read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    /**
     * The graph of a text in UTF-8.
     *
     * @throws GraphRefusedException with everything that is wrong with it
     */
    public static ReadGraph read(byte[] text) {
        char first = firstCharacter(text);
        if (first >= '0' && first <= '9') {
            return StandardTaskGraphs.read(new String(text, StandardCharsets.UTF_8));
        }
        return first == '{'
                ? new DocumentReader(JSON, GraphFormat.JSON).read(text)
                : new DocumentReader(YAML, GraphFormat.YAML).read(text);
    }

    /** The first one that is neither space nor in a line that begins with a hash; 0 if there is none. */
    private static char firstCharacter(byte[] text) {
        int i = text.length >= 3 && (text[0] & 0xff) == 0xef ? 3 : 0;
        while (i < text.length) {
            char c = (char) (text[i] & 0xff);
            if (c == '#') {
                while (i < text.length && text[i] != '\n') {
                    i++;
                }
            } else if (c > ' ') {
                return c;
            }
            i++;
        }
        return 0;
    }

    private static LoaderOptions withoutLimit() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }
}
