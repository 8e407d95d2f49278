package dev.cleave.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of one lane, the oldest at the bottom. Grows in pieces, so that a million frames need no large array. */
final class FrameStack {

    private static final int BITS = 9;
    private static final int CHUNK = 1 << BITS;

    private final List<@Nullable Frame[]> chunks = new ArrayList<>();
    private int size;

    FrameStack() {
        chunks.add(new @Nullable Frame[CHUNK]);
    }

    int size() {
        return size;
    }

    void push(Frame frame) {
        int chunk = size >>> BITS;
        if (chunk == chunks.size()) {
            chunks.add(new @Nullable Frame[CHUNK]);
        }
        chunks.get(chunk)[size & (CHUNK - 1)] = frame;
        size++;
    }

    Frame top() {
        return at(size - 1);
    }

    Frame at(int position) {
        Frame frame = chunks.get(position >>> BITS)[position & (CHUNK - 1)];
        if (frame == null) {
            throw new IndexOutOfBoundsException(position + " of " + size);
        }
        return frame;
    }

    void pop() {
        size--;
        int chunk = size >>> BITS;
        chunks.get(chunk)[size & (CHUNK - 1)] = null;
        while (chunks.size() > chunk + 2) {
            chunks.remove(chunks.size() - 1);
        }
    }

    void clear() {
        while (size > 0) {
            pop();
        }
    }
}
