package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stacks of one generation; ids count from 1, 0 is no stack. */
final class StackTable {
    private final Map<Stack, Integer> ids = new HashMap<>();
    private final BatchList batches = new BatchList(Limits.NONE, EventType.STACKS);
    private final ByteSink entry = new ByteSink(4096);
    private final StringTable strings;
    private final long generation;
    private final long time;
    private long bytes;

    StackTable(StringTable strings, long generation, long time) {
        this.strings = strings;
        this.generation = generation;
        this.time = time;
    }

    /** The id of {@code stack}, which is new if need be. */
    int id(Stack stack) {
        if (stack.isEmpty()) {
            return 0;
        }
        int remembered = stack.idIn(generation);
        if (remembered != 0) {
            return remembered;
        }
        Integer known = ids.get(stack);
        int id = known != null ? known : add(stack);
        stack.setId(generation, id);
        return id;
    }

    private int add(Stack stack) {
        int id = ids.size() + 1;
        ids.put(stack, id);
        entry.clear();
        entry.type(EventType.STACK_ENTRY.number());
        entry.varint(id);
        Frame[] frames = stack.rawFrames();
        entry.varint(frames.length);
        for (Frame frame : frames) {
            frame.appendTo(entry, strings, generation);
        }
        batches.entry(entry, time);
        bytes += entry.length();
        return id;
    }

    boolean knows(long id) {
        return id >= 0 && id <= ids.size();
    }

    long bytes() {
        return bytes;
    }

    List<Batch> finish() {
        return batches.finish();
    }
}
