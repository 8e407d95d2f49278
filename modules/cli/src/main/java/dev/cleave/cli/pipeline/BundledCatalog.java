package dev.cleave.cli.pipeline;

import dev.cleave.api.Parameter;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.pipeline.read.ProgramCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The programs that come with Cleave, for checks of pipelines. */
final class BundledCatalog implements ProgramCatalog {

    private final Map<String, Program> byName = new TreeMap<>();

    BundledCatalog() {
        BundledPrograms.all().forEach(program -> byName.put(program.name(), program));
    }

    @Override
    public Collection<String> names() {
        return byName.keySet();
    }

    @Override
    public Optional<List<Parameter<?>>> parameters(String name) {
        Program named = byName.get(name);
        if (named != null) {
            return Optional.of(named.job().parameters());
        }
        return byName.values().stream()
                .filter(program -> program.jobClass().equals(name))
                .findFirst()
                .map(program -> program.job().parameters());
    }
}
