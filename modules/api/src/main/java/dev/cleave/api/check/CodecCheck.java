package dev.cleave.api.check;

import dev.cleave.api.Codec;
import dev.cleave.api.check.Finding.Kind;
import java.util.Arrays;

/** Whether a codec gives back what it was given, and the same bytes for equal values. */
final class CodecCheck<T> {

    private final Codec<T> codec;
    private final Findings findings;

    CodecCheck(Codec<T> codec, Findings findings) {
        this.codec = codec;
        this.findings = findings;
    }

    void check(String what, T value, String path) {
        try {
            byte[] bytes = codec.encode(value);
            T copy = codec.decode(bytes.clone());
            if (!Fingerprint.same(value, copy)) {
                findings.add(
                        Kind.CODEC_DIFFERS,
                        path,
                        "the " + what + " " + Fingerprint.describe(value) + " came back as "
                                + Fingerprint.describe(copy));
            } else if (!Arrays.equals(bytes, codec.encode(copy))) {
                findings.add(
                        Kind.CODEC_DIFFERS,
                        path,
                        "the " + what + " " + Fingerprint.describe(value) + " and its equal copy have different bytes");
            }
        } catch (Throwable thrown) {
            findings.add(Kind.THREW, path, Thrown.describe("the codec of " + what + "s", value, thrown));
        }
    }
}
