package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.util.ArrayList;
import java.util.List;

/** Reads the frames of stacks. */
final class Frames {
    private final Pool stacks;
    private final int slot;
    private final Layout frame;
    private final Path method;
    private final Path line;
    private final long[] parts;
    private final Cursor in = new Cursor();

    Frames(Pool stacks, Layout stack, Pools pools) {
        this.stacks = stacks;
        this.slot = stack.indexOf("frames");
        boolean isArray = slot >= 0 && stack.slot(slot).kind == Slot.Kind.ARRAY;
        this.frame = isArray ? stack.slot(slot).element() : Layout.NONE;
        // A frame may be a constant, which has no name of its own.
        boolean isOfKeys = isArray && stack.slot(slot).ofConstants;
        this.method = Path.to(isOfKeys ? ".method" : "method", frame, pools);
        this.line = Path.to(isOfKeys ? ".lineNumber" : "lineNumber", frame, pools);
        this.parts = new long[frame.size()];
    }

    /** The frames of a stack, leaf first. */
    List<JfrFrame> of(int entry) {
        if (method == null) {
            return List.of();
        }
        stacks.toArray(entry, slot, in);
        int count = in.count();
        List<JfrFrame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frame.read(in, parts);
            Object of = method.value(parts, in);
            if (of instanceof MethodName) {
                frames.add(((MethodName) of).at(line()));
            }
        }
        return frames;
    }

    private int line() {
        return line == null ? 0 : Math.max(0, (int) line.number(parts, in));
    }
}
