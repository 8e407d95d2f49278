package dev.cleave.cli;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Commands as somebody types them where there is no terminal, and what they print. */
abstract class TypedCommands {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Where the commands are typed. */
    Surroundings surroundings() {
        return Surroundings.ofProcess();
    }

    /** Types one. Returns how it ended. */
    final ExitCode run(String... arguments) {
        return Main.run(new Output(stream(out), stream(err), false), () -> {}, surroundings(), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What all of them have printed so far. */
    final String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Forgets what they have printed. */
    final void forget() {
        out.reset();
    }

    /** Their complaints so far. */
    final String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
