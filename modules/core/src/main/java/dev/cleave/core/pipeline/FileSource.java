package dev.cleave.core.pipeline;

import java.util.stream.Stream;

/** Where the bytes of a file come from that a command finds in its folder. Immutable. */
public sealed interface FileSource {

    /** The references in it. */
    Stream<Reference> references();

    /** Text, as UTF-8. */
    record Content(Template text) implements FileSource {
        @Override
        public Stream<Reference> references() {
            return text.references();
        }
    }

    /** A file beside the pipeline, as it is named there; its bytes travel as a blob. */
    record Local(String path) implements FileSource {
        @Override
        public Stream<Reference> references() {
            return Stream.of();
        }
    }

    /** A blob by its SHA-256, such as a file that an earlier task has left. */
    record Blob(Template sha256) implements FileSource {
        @Override
        public Stream<Reference> references() {
            return sha256.references();
        }
    }
}
