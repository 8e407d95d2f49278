package dev.cleave.pipeline.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Commands as text that fits into a job's parameter. */
public final class CommandText {

    private static final int VERSION = 1;

    private CommandText() {}

    /** The text of a command; the same for equal commands. */
    public static String encode(CommandSpec spec) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, spec.argv());
            List<String> variables = new ArrayList<>();
            new TreeMap<>(spec.environment()).forEach((name, value) -> {
                variables.add(name);
                variables.add(value);
            });
            write(out, variables);
            write(out, spec.filesIn());
            write(out, spec.filesOut());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /**
     * The command of a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CommandSpec decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("command: version " + version + " (expected: 1)");
            }
            List<String> argv = read(in);
            List<String> variables = read(in);
            Map<String, String> environment = new LinkedHashMap<>();
            for (int i = 0; i + 1 < variables.size(); i += 2) {
                environment.put(variables.get(i), variables.get(i + 1));
            }
            return new CommandSpec(argv, environment, read(in), read(in));
        } catch (IOException cut) {
            throw new IllegalArgumentException("command: cut off (expected: what encode returned)", cut);
        }
    }

    private static List<String> read(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("length " + length);
            }
            texts.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
