package dev.cleave.cli;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cluster.certificate.Authority;
import dev.cleave.cluster.certificate.CertificateRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** {@code cleave ca}: a private authority, and the certificates by which nodes know each other. */
final class CaCommand {

    private static final String DEFAULT_FOLDER = "cleave-ca";

    private final Output output;

    CaCommand(Output output) {
        this.output = output;
    }

    ExitCode run(Given given) {
        List<String> words = given.arguments();
        if (words.isEmpty()) {
            throw CommandException.usage("nothing to do (expected: init, or issue with a node's names)");
        }
        Path folder = given.value("--dir", Path::of).orElse(Path.of(DEFAULT_FOLDER));
        List<String> names = words.subList(1, words.size());
        try {
            switch (words.get(0)) {
                case "init" -> init(folder, names, given);
                case "issue" -> issue(folder, names, given);
                default ->
                    throw CommandException.usage(NearestName.unknown("action", words.get(0), List.of("init", "issue")));
            }
            return ExitCode.SUCCESS;
        } catch (CertificateRefusedException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            throw CommandException.usage("a folder cannot be written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.interrupted();
        }
    }

    private void init(Path folder, List<String> names, Given given) throws IOException, InterruptedException {
        if (!names.isEmpty()) {
            throw CommandException.usage("unexpected argument: " + names.get(0) + " (expected: none after init)");
        }
        if (given.has("--out")) {
            throw CommandException.usage("--out: has no meaning with init (expected: --dir)");
        }
        Authority made = Authority.create(folder);
        output.out().println("authority in " + folder + ", good until " + date(made.expires()));
        output.out()
                .println("  " + folder.resolve(Authority.KEY) + ": whoever has it can make nodes; keep it off them");
        output.out().println("Next, for each node: cleave ca issue NAME-OR-ADDRESS…");
    }

    private void issue(Path folder, List<String> names, Given given) throws IOException, InterruptedException {
        if (names.isEmpty()) {
            throw CommandException.usage("name: none (expected: host names and IP addresses of the node)");
        }
        Path to = given.value("--out", Path::of).orElseGet(() -> folderOf(names.get(0)));
        Authority.open(folder, Instant.now()).issue(names, to);
        output.out().println("certificate of " + String.join(", ", names) + " in " + to);
        output.out().println("Bring the folder to the node, readable for its user only, and start it with --tls DIR");
    }

    /** A folder named as the node, unless that is not a name for a folder, which is refused as a node's name later. */
    private static Path folderOf(String name) {
        return Path.of(name.replaceAll("[^A-Za-z0-9.-]", "-"));
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
