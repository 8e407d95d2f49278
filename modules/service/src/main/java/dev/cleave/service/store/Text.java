package dev.cleave.service.store;

/** What text every database can keep. */
public final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Where the first character stands that not every database keeps: U+0000 or half of a surrogate pair; -1 if none. */
    static int firstUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (isUnstorable(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Text for people that every database can keep.
     *
     * @param text any text, such as the message of a user's exception
     * @return the same, with U+FFFD in place of U+0000 and of halves of surrogate pairs
     */
    public static String storable(String text) {
        if (firstUnstorable(text) < 0) {
            return text;
        }
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            if (isPair(text, i)) {
                i++;
            } else if (isUnstorable(characters[i])) {
                characters[i] = REPLACEMENT;
            }
        }
        return new String(characters);
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static boolean isUnstorable(char c) {
        return c == 0 || Character.isSurrogate(c);
    }
}
