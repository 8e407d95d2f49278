package dev.cleave.client.executor;

import dev.cleave.api.Codec;

/** Bytes as they are. */
final class RawBytes implements Codec<byte[]> {

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }
}
