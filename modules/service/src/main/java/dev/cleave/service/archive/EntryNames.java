package dev.cleave.service.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Which names of entries are taken: relative paths of plain parts, forward slashes between them. */
final class EntryNames {
    private static final int LONGEST = 4096;

    private EntryNames() {}

    static String checked(byte[] bytes) throws ArchiveRefused {
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_NAME, new String(bytes, StandardCharsets.ISO_8859_1), "other bytes", "UTF-8");
        }
        if (name.isEmpty() || bytes.length > LONGEST) {
            throw new ArchiveRefused(
                    ArchiveFault.BAD_NAME, "", bytes.length + " bytes", "a name of 1 to " + LONGEST + " bytes");
        }
        if (name.startsWith("/") || (name.length() > 1 && name.charAt(1) == ':' && isLetter(name.charAt(0)))) {
            throw new ArchiveRefused(ArchiveFault.ABSOLUTE_PATH, name, name, "a relative path");
        }
        if (name.indexOf('\\') >= 0) {
            throw new ArchiveRefused(ArchiveFault.BAD_NAME, name, "a backslash", "forward slashes");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new ArchiveRefused(ArchiveFault.BAD_NAME, name, "a control character", "none");
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw new ArchiveRefused(ArchiveFault.PARENT_PATH, name, name, "a path without ..");
            }
            if (part.isEmpty() || part.equals(".")) {
                throw new ArchiveRefused(ArchiveFault.BAD_NAME, name, "an empty part", "parts with names");
            }
        }
        return name;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
