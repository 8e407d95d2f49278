package dev.cleave.service.archive;

/** What can be wrong with a jar. */
public enum ArchiveFault {
    NOT_AN_ARCHIVE,
    TRUNCATED,
    TOO_LARGE,
    TOO_MANY_ENTRIES,
    TOO_LARGE_EXPANDED,
    TOO_HIGH_RATIO,
    NESTED_TOO_DEEP,
    BAD_NAME,
    ABSOLUTE_PATH,
    PARENT_PATH,
    DUPLICATE_NAME,
    SYMBOLIC_LINK,
    ENCRYPTED,
    UNKNOWN_METHOD,
    WRONG_CRC,
    WRONG_SIZE,
    BAD_DATA,
    /** Local header and central directory do not say the same. */
    HEADERS_DISAGREE,
    /** Bytes between or before the entries that belong to none, or to two. */
    BAD_LAYOUT,
    BAD_EXTRA_FIELD,
    ZIP64
}
