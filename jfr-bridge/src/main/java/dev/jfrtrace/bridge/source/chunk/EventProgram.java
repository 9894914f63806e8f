package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrType;
import java.util.List;

/** How the events of a type are read: made once, used for each event. */
final class EventProgram {
    final JfrType type;
    final Layout layout;

    /** Where the fields that most events have stand among the values; -1 when there is none. */
    final int start;

    final int duration;
    final Path thread;
    final Path stack;

    private final Paths paths;

    /**
     * A program.
     *
     * @throws DamageException when the type cannot be laid out
     */
    EventProgram(Type type, Pools pools) {
        this.layout = pools.layouts().of(type);
        this.paths = new Paths(layout, pools);
        List<String> fields = type.fieldNames();
        this.type =
                new JfrType(type.id, type.name, fields.contains("duration"), fields, type.spans);
        this.start = layout.indexOf("startTime");
        this.duration = layout.indexOf("duration");
        this.thread = pathTo("eventThread");
        this.stack = pathTo("stackTrace");
    }

    /** The way to a field; {@code null} when there is none of the name. */
    Path pathTo(String field) {
        return paths.to(field);
    }
}
