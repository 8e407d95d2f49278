package dev.cleave.core.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one instance of a task does, with every value in place. Immutable. */
public sealed interface ResolvedWork {

    /**
     * All of it as one text: equal for equal work on equal inputs, and different otherwise.
     *
     * @param contents what stands behind the names of programs and files
     */
    String definition(Contents contents);

    /** The digests of what is named in a pipeline. */
    interface Contents {

        /** The digest of a program that comes with the cluster, or of the class path. */
        String ofProgram(String name);

        /** The digest of a file beside the pipeline. */
        String ofFile(String path);
    }

    /**
     * A divide-and-conquer job.
     *
     * @param program what runs
     * @param arguments text by parameter name, sorted
     */
    record Job(Program program, Map<String, String> arguments) implements ResolvedWork {
        public Job {
            arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
        }

        @Override
        public String definition(Contents contents) {
            Definition text = new Definition().add("job");
            if (program instanceof Program.Named named) {
                text.add("named").add(named.name()).add(contents.ofProgram(named.name()));
            } else if (program instanceof Program.Packed packed) {
                text.add("packed").add(contents.ofFile(packed.jar())).add(packed.jobClass());
            }
            return text.add(arguments).toString();
        }
    }

    /**
     * A process.
     *
     * @param argv the command and its arguments, at least one
     * @param environment text by name, sorted
     * @param filesIn what it finds in its folder by name, sorted
     * @param filesOut names of the files that are kept
     */
    record Command(
            List<String> argv,
            Map<String, String> environment,
            Map<String, ResolvedFile> filesIn,
            List<String> filesOut)
            implements ResolvedWork {
        public Command {
            argv = List.copyOf(argv);
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
            filesIn = Collections.unmodifiableMap(new TreeMap<>(filesIn));
            filesOut = List.copyOf(filesOut);
        }

        @Override
        public String definition(Contents contents) {
            Definition text = new Definition().add("command").add(argv).add(environment);
            text.add(String.valueOf(filesIn.size()));
            filesIn.forEach((name, file) -> {
                text.add(name);
                if (file instanceof ResolvedFile.Content content) {
                    text.add("content").add(content.text());
                } else if (file instanceof ResolvedFile.Local local) {
                    text.add("blob").add(contents.ofFile(local.path()));
                } else if (file instanceof ResolvedFile.Blob blob) {
                    text.add("blob").add(blob.sha256());
                }
            });
            return text.add(filesOut).toString();
        }
    }
}
