package dev.cleave.core.pipeline;

import java.util.function.Function;
import java.util.regex.Pattern;

/** Where the bytes of a file come from, with every value in place. Immutable. */
public sealed interface ResolvedFile {

    /** Text, as UTF-8. */
    record Content(String text) implements ResolvedFile {}

    /** A file beside the pipeline, as it is named there. */
    record Local(String path) implements ResolvedFile {}

    /**
     * A blob.
     *
     * @param sha256 64 lower-case hexadecimal digits
     */
    record Blob(String sha256) implements ResolvedFile {
        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Blob {
            if (!DIGEST.matcher(sha256).matches()) {
                throw new UnresolvedException("blob: '" + sha256 + "'", "64 lower-case hexadecimal digits");
            }
        }
    }

    /** The file that a source stands for. */
    static ResolvedFile of(FileSource source, Function<Reference, String> values) {
        if (source instanceof FileSource.Content content) {
            return new Content(content.text().resolve(values));
        }
        if (source instanceof FileSource.Local local) {
            return new Local(local.path());
        }
        return new Blob(((FileSource.Blob) source).sha256().resolve(values).strip());
    }
}
