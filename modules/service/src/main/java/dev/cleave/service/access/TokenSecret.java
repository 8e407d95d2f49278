package dev.cleave.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a caller shows to be let in: 256 random bits.
 *
 * <p>Written as {@code cleave_}, 52 characters of base 32 and 7 more for their CRC-32, so that a secret is recognised
 * where it should not be, and a mistyped one needs no look-up. Kept nowhere: what is kept is its {@link #hash()}.
 */
public final class TokenSecret {
    /** What every secret begins with. */
    public static final String PREFIX = "cleave_";

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BYTES = 32;
    private static final int BODY = 52;
    private static final int CHECK = 7;

    private final String text;

    private TokenSecret(String text) {
        this.text = text;
    }

    /** A new secret. */
    public static TokenSecret create(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new TokenSecret(written(bits));
    }

    /** The secret that this text is, if it is well-formed. */
    public static Optional<TokenSecret> of(String text) {
        if (text.length() != PREFIX.length() + BODY + CHECK || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] bits = new byte[BYTES + 1];
        for (int i = 0; i < BODY; i++) {
            int digit = DIGITS.indexOf(text.charAt(PREFIX.length() + i));
            if (digit < 0) {
                return Optional.empty();
            }
            for (int bit = 0; bit < 5; bit++) {
                int at = i * 5 + bit;
                if ((digit >> (4 - bit) & 1) != 0) {
                    bits[at / 8] |= (byte) (0x80 >> (at % 8));
                }
            }
        }
        byte[] expected = written(Arrays.copyOf(bits, BYTES)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(new TokenSecret(text))
                : Optional.empty();
    }

    /** The SHA-256 of its text, in hexadecimal: what is kept of it. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The secret itself, to hand over once. */
    public String reveal() {
        return text;
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }

    private static String written(byte[] bits) {
        CRC32 check = new CRC32();
        check.update(bits);
        byte[] sum = new byte[] {
            (byte) (check.getValue() >> 24),
            (byte) (check.getValue() >> 16),
            (byte) (check.getValue() >> 8),
            (byte) check.getValue()
        };
        return PREFIX + digits(bits) + digits(sum);
    }

    private static String digits(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int pending = 0;
        int held = 0;
        for (byte b : bytes) {
            pending = pending << 8 | b & 0xff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(DIGITS.charAt(pending >> held & 31));
            }
            pending &= 31;
        }
        return held == 0
                ? text.toString()
                : text.append(DIGITS.charAt(pending << (5 - held) & 31)).toString();
    }
}
