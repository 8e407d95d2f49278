package dev.cleave.wire.protocol;

import dev.cleave.core.journal.JournalRecord;
import dev.cleave.wire.proto.v1.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a coordinator writes down, to bytes and back.
 *
 * <p>Decoding throws {@link MalformedMessageException} and nothing else if the bytes are not such records. Equal records give
 * equal bytes. Safe for use by many threads.
 */
public final class JournalCodec {

    private JournalCodec() {}

    /** Records in their order. */
    public static byte[] encode(List<JournalRecord> records) {
        Journal.JournalRecords.Builder encoded = Journal.JournalRecords.newBuilder();
        records.forEach(record -> encoded.addRecords(JournalMapping.encode(record)));
        return encoded.build().toByteArray();
    }

    /** What {@link #encode} was given. */
    public static List<JournalRecord> records(byte[] bytes) {
        return Parsing.decode("journal", bytes, Journal.JournalRecords::parseFrom, journal -> {
            List<JournalRecord> records = new ArrayList<>(journal.getRecordsCount());
            PathReader paths = new PathReader();
            journal.getRecordsList().forEach(record -> records.add(JournalMapping.record(record, paths)));
            return Collections.unmodifiableList(records);
        });
    }

    static byte[] encode(JournalRecord record) {
        return encode(List.of(record));
    }

    static JournalRecord record(byte[] bytes) {
        List<JournalRecord> records = records(bytes);
        if (records.size() != 1) {
            throw new MalformedMessageException(
                    "not a journal record (" + bytes.length + " bytes): " + records.size() + " of them (expected: 1)");
        }
        return records.get(0);
    }
}
