package dev.cleave.pipeline.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command has left.
 *
 * @param output what it printed, without the line end at its end
 * @param files the files that it was to leave, by name
 */
public record CommandResult(String output, Map<String, byte[]> files) {

    private static final int VERSION = 1;

    /** The result with the files of a folder. */
    static CommandResult of(String output, Map<String, Path> files) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (Map.Entry<String, Path> each : files.entrySet()) {
            contents.put(each.getKey(), Files.readAllBytes(each.getValue()));
        }
        return new CommandResult(output, contents);
    }

    /** The result as bytes, to be sent. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, output.getBytes(StandardCharsets.UTF_8));
            out.writeInt(files.size());
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                out.writeUTF(each.getKey());
                write(out, each.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * The result that some bytes are.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static CommandResult decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("result of a command: version " + version + " (expected: 1)");
            }
            String output = new String(read(in), StandardCharsets.UTF_8);
            int count = in.readInt();
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                files.put(in.readUTF(), read(in));
            }
            return new CommandResult(output, files);
        } catch (IOException cut) {
            throw new IllegalArgumentException("result of a command: cut off (expected: its output and files)", cut);
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("length " + length);
        }
        return in.readNBytes(length);
    }
}
