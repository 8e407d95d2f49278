package dev.cleave.service.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cleave.service.store.AuditEntry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that ties a row of the audit to the one before. */
final class AuditHash {

    private AuditHash() {}

    /** Over the digest before, the number, the time and each text with its length, so that no two rows look alike. */
    static String of(String before, long number, AuditEntry entry) {
        MessageDigest digest = sha256();
        add(digest, before);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(number)
                .putLong(entry.at())
                .flip());
        add(digest, entry.actor());
        add(digest, entry.action());
        add(digest, entry.subject());
        add(digest, entry.origin());
        add(digest, entry.decision());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing (every Java platform has it)", e);
        }
    }
}
