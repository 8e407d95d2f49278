package dev.cleave.cli.program;

import dev.cleave.api.Parameter;
import dev.cleave.cli.command.CommandException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters that are files: people give a name, a job gets the text. */
final class FileArguments {

    private FileArguments() {}

    /**
     * What was given, with files read.
     *
     * @throws CommandException if one cannot be read, is too large or no text
     */
    static Map<String, String> read(List<Parameter<?>> parameters, Map<String, String> given) {
        Map<String, String> read = new LinkedHashMap<>(given);
        for (Parameter<?> parameter : parameters) {
            String name = given.get(parameter.name());
            if (parameter.isFile() && name != null) {
                read.put(parameter.name(), text(parameter.name(), Path.of(name.strip())));
            }
        }
        return read;
    }

    private static String text(String parameter, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw refused(parameter, file, "a file that can be read");
            }
            if (Files.size(file) > Parameter.MOST_FILE_BYTES) {
                throw refused(
                        parameter, file, "at most " + Parameter.MOST_FILE_BYTES + " bytes, it has " + Files.size(file));
            }
            return Files.readString(file);
        } catch (CharacterCodingException noText) {
            throw refused(parameter, file, "text in UTF-8");
        } catch (IOException unreadable) {
            throw refused(parameter, file, "a file that can be read: " + unreadable);
        }
    }

    private static CommandException refused(String parameter, Path file, String expected) {
        return CommandException.usage(parameter + ": " + file + " (expected: " + expected + ")");
    }
}
