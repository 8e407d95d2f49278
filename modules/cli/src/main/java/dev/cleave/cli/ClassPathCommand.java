package dev.cleave.cli;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.CompileClassPath;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code cleave classpath}: what to compile a program against. */
final class ClassPathCommand {

    private final Output output;

    ClassPathCommand(Output output) {
        this.output = output;
    }

    ExitCode run() {
        output.out()
                .println(CompileClassPath.entries().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        return ExitCode.SUCCESS;
    }
}
