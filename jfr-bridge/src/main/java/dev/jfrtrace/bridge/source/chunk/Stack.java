package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrStack;
import java.util.List;

/** A stack among the constants, whose frames are read when they are asked for. */
final class Stack implements JfrStack {
    private static final int NO_NUMBER = -1;

    private final Pool pool;
    private final int entry;
    private int index = NO_NUMBER;

    Stack(Pool pool, int entry) {
        this.pool = pool;
        this.entry = entry;
    }

    /** Itself, with the number that it gets when it is first met. */
    Stack numbered() {
        index = index == NO_NUMBER ? pool.nextNumber() : index;
        return this;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public List<JfrFrame> frames() {
        return pool.framesOf(entry);
    }
}
