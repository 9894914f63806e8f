package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.function.ObjLongConsumer;

/** The strings, stacks and frames of a generation. */
final class Tables {
    /** A frame as the file has it: its strings are ids. */
    record RawFrame(long pc, long functionId, long fileId, long line) {}

    private final IdTable<String> strings = new IdTable<>();
    private final IdTable<TraceStack> stacks = new IdTable<>();
    private final LongMap<RawFrame> frames = new LongMap<>();

    /** Whether the id was free. */
    boolean putString(long id, String text) {
        return strings.put(id, text);
    }

    /** Whether the id was free. */
    boolean putStack(long id, long[] pcs) {
        return stacks.put(id, new TraceStack(id, pcs, this));
    }

    /** Of two frames with one PC the first stands, as for Go's reader. */
    void putFrame(RawFrame frame) {
        if (frames.get(frame.pc) == null) {
            frames.put(frame.pc, frame);
        }
    }

    /** The text with this id, {@code ""} for 0, or {@code null} when there is none. */
    String string(long id) {
        return id == 0 ? "" : strings.get(id);
    }

    /** The stack with this id; {@code null} for 0, and when there is none. */
    TraceStack stack(long id) {
        return stacks.get(id);
    }

    boolean hasString(long id) {
        return id == 0 || strings.get(id) != null;
    }

    boolean hasStack(long id) {
        return id == 0 || stacks.get(id) != null;
    }

    /** Hears of each frame that names a string which is not there. */
    void forEachNamelessFrame(ObjLongConsumer<String> fault) {
        frames.forEach(
                frame -> {
                    if (!hasString(frame.functionId)) {
                        fault.accept("function", frame.functionId);
                    } else if (!hasString(frame.fileId)) {
                        fault.accept("file", frame.fileId);
                    }
                });
    }

    StackFrame frame(long pc) {
        RawFrame raw = frames.get(pc);
        return new StackFrame(pc, string(raw.functionId), string(raw.fileId), raw.line);
    }
}
