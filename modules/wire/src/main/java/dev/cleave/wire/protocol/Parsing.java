package dev.cleave.wire.protocol;

import com.google.protobuf.InvalidProtocolBufferException;

/** From bytes to a record, with a single way to fail. */
final class Parsing {

    private Parsing() {}

    /** Parses bytes as one kind of protobuf message. */
    interface Parser<M> {
        M parse(byte[] bytes) throws InvalidProtocolBufferException;
    }

    /** Makes a record of a protobuf message. */
    interface Mapping<M, T> {
        T map(M message);
    }

    static <M, T> T decode(String kind, byte[] bytes, Parser<M> parser, Mapping<M, T> mapping) {
        try {
            return mapping.map(parser.parse(bytes));
        } catch (MalformedMessageException refused) {
            throw new MalformedMessageException(describe(kind, bytes) + refused.getMessage(), refused);
        } catch (InvalidProtocolBufferException | RuntimeException garbled) {
            // A record's own checks speak as IllegalArgumentException; protobuf's parser has been seen to throw others.
            throw new MalformedMessageException(describe(kind, bytes) + garbled.getMessage(), garbled);
        }
    }

    private static String describe(String kind, byte[] bytes) {
        return "not a " + kind + " (" + bytes.length + " bytes): ";
    }
}
