package dev.cleave.pipeline.read;

import dev.cleave.api.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The programs that are known by name, so that a pipeline can be checked before anything runs. */
public interface ProgramCatalog {

    /** Takes every name for that of a program. */
    ProgramCatalog ANY = new ProgramCatalog() {
        @Override
        public boolean knowsAll() {
            return false;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }

        @Override
        public Optional<List<Parameter<?>>> parameters(String name) {
            return Optional.empty();
        }
    };

    /** Whether there are no programs beside those that it names. */
    default boolean knowsAll() {
        return true;
    }

    /** What can be named. */
    Collection<String> names();

    /** The parameters of a program, or of a class by its binary name; empty if it is not known. */
    Optional<List<Parameter<?>>> parameters(String name);
}
