package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrStack;
import java.util.List;

/** A stack among the constants, whose frames are read when they are asked for. */
final class Stack implements JfrStack {
    private static final int NO_NUMBER = -1;

    private final Frames frames;
    private final int entry;
    private int index = NO_NUMBER;

    Stack(Frames frames, int entry) {
        this.frames = frames;
        this.entry = entry;
    }

    boolean isNumbered() {
        return index != NO_NUMBER;
    }

    void number(int number) {
        index = number;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public List<JfrFrame> frames() {
        return frames.of(entry);
    }
}
