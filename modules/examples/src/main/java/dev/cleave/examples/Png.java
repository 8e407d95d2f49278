package dev.cleave.examples;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A writer of PNG files (ISO/IEC 15948), three bytes a pixel; ready long before the JDK's image classes are loaded. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    /**
     * Writes a picture.
     *
     * @param file where to; replaced if it exists
     * @param width in pixels
     * @param height in pixels
     * @param rgb the colour of the pixel at x and y: red, green and blue, a byte each
     * @throws IOException if the file cannot be written
     */
    static void write(Path file, int width, int height, IntBinaryOperator rgb) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", pixels(width, height, rgb));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.write(
                new byte[] {8, 2, 0, 0, 0}); // bits a channel; red, green, blue; deflated; filters of type 0; in order
        return bytes.toByteArray();
    }

    private static byte[] pixels(int width, int height, IntBinaryOperator rgb) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] row = new byte[1 + 3 * width]; // the first byte: no filter
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int colour = rgb.applyAsInt(x, y);
                    row[3 * x + 1] = (byte) (colour >> 16);
                    row[3 * x + 2] = (byte) (colour >> 8);
                    row[3 * x + 3] = (byte) colour;
                }
                out.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
