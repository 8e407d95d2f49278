package dev.cleave.wire.protocol;

import java.nio.charset.StandardCharsets;

/** Text that user code made, and that need not be proper Unicode. */
final class Utf8 {

    private Utf8() {}

    /** The same text with every unpaired surrogate replaced by a question mark. */
    static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
