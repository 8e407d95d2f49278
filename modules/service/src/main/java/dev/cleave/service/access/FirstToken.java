package dev.cleave.service.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The token that a cluster starts with: an admin's, written to a file that only its user can read. */
public final class FirstToken {
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final String OWNER = "admin";

    private FirstToken() {}

    /**
     * Makes an admin's token if there is none of any kind, and writes it to the file.
     *
     * <p>The file is written first: a token that is known is one that somebody can read. A file of another mode, or in a
     * folder that others may enter, is refused.
     *
     * @return the file, if the token was made now
     * @throws IOException if it cannot be written as safely as that
     */
    public static Optional<Path> ensure(TokenSource tokens, Path file, SecureRandom random, Instant now)
            throws IOException {
        if (!tokens.list().toCompletableFuture().join().isEmpty()) {
            return Optional.empty();
        }
        TokenSecret secret = TokenSecret.create(random);
        write(file, secret);
        tokens.create(new TokenEntry(newId(random), secret.hash(), OWNER, Role.ADMIN, true, now, null, null))
                .toCompletableFuture()
                .join();
        return Optional.of(file);
    }

    /** A token's id: 8 hexadecimal digits. */
    public static String newId(SecureRandom random) {
        byte[] bytes = new byte[4];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void write(Path file, TokenSecret secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("token file: " + file + " (expected: a file in a folder)");
        }
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        if (!FOLDER_MODE.containsAll(mode)) {
            throw new IOException("folder of the token: " + folder + " has mode " + PosixFilePermissions.toString(mode)
                    + " (expected: " + PosixFilePermissions.toString(FOLDER_MODE) + "; chmod 700 it)");
        }
        Path fresh = Files.createTempFile(folder, "token", null, PosixFilePermissions.asFileAttribute(FILE_MODE));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer text = ByteBuffer.wrap((secret.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
