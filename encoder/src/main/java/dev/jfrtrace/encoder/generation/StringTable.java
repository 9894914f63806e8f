package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The strings of one generation; ids count from 1, 0 is the empty string. */
final class StringTable {
    private final Map<String, Integer> ids = new HashMap<>();
    private final BatchList batches = new BatchList(Limits.NONE, EventType.STRINGS);
    private final ByteSink entry = new ByteSink(Limits.MAX_STRING_BYTES + 32);
    private final long time;
    private int last;
    private long bytes;
    private int cut;

    StringTable(long time) {
        this.time = time;
    }

    /** The id of {@code text}, which is new if need be; too long a text is cut at its end. */
    int id(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        Integer known = ids.get(text);
        return known != null ? known : add(text);
    }

    private int add(String text) {
        if (Utf8.isTooLong(text)) {
            cut++;
            // Cut texts may coincide, and a string must not be defined twice.
            int id = id(Utf8.head(text));
            ids.put(text, id);
            return id;
        }
        int id = ++last;
        ids.put(text, id);
        byte[] utf8 = Utf8.bytes(text);
        entry.clear();
        entry.type(EventType.STRING_ENTRY.number());
        entry.varint(id);
        entry.varint(utf8.length);
        entry.bytes(utf8, 0, utf8.length);
        batches.entry(entry, time);
        bytes += entry.length();
        return id;
    }

    boolean knows(long id) {
        return id >= 0 && id <= last;
    }

    /** Texts that were cut. */
    int cut() {
        return cut;
    }

    long bytes() {
        return bytes;
    }

    List<Batch> finish() {
        return batches.finish();
    }
}
