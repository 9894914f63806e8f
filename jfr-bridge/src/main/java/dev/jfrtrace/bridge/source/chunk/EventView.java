package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Display;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import java.util.Arrays;

/** The event at hand: its values as they were read, each made an object when it is asked for. */
final class EventView implements JfrEvent {
    private static final double MILLION = 1e6;

    private final Cursor in;
    private EventProgram program;
    private long[] values = new long[16];

    /**
     * A view.
     *
     * @param in where events are read; its bytes stay as they are until the next event
     */
    EventView(Cursor in) {
        this.in = in;
    }

    /**
     * Reads the event that the cursor is at.
     *
     * @throws DamageException when the bytes are no event of the type
     */
    void read(EventProgram next) {
        program = next;
        if (values.length < next.layout.size()) {
            values = Arrays.copyOf(values, next.layout.size());
        }
        next.layout.read(in, values);
    }

    @Override
    public JfrType type() {
        return program.type;
    }

    @Override
    public long startTicks() {
        return program.start < 0 ? 0 : values[program.start];
    }

    @Override
    public long endTicks() {
        long start = startTicks();
        return program.duration < 0 ? start : start + Math.max(0, values[program.duration]);
    }

    @Override
    public JfrThread thread() {
        return thread(program.thread);
    }

    @Override
    public JfrStack stack() {
        Object value = value(program.stack);
        return value instanceof Stack ? ((Stack) value).numbered() : null;
    }

    @Override
    public long number(String field) {
        Path path = program.pathTo(field);
        return path == null ? 0 : path.number(values, in);
    }

    @Override
    public long millionths(String field) {
        Object value = value(field);
        return value instanceof Number ? (long) (((Number) value).doubleValue() * MILLION) : 0;
    }

    @Override
    public boolean flag(String field) {
        return Boolean.TRUE.equals(value(field));
    }

    @Override
    public String text(String field) {
        Object value = value(field);
        return value instanceof String ? (String) value : null;
    }

    @Override
    public String className(String field) {
        Object value = value(field);
        return value instanceof Pool.ClassName ? ((Pool.ClassName) value).name() : null;
    }

    @Override
    public String methodName(String field) {
        Object value = value(field);
        return value instanceof MethodName ? ((MethodName) value).qualified() : null;
    }

    @Override
    public JfrThread thread(String field) {
        return thread(program.pathTo(field));
    }

    @Override
    public String display(String field) {
        Object value = value(field);
        if (value instanceof Pool.ClassName) {
            return ((Pool.ClassName) value).name();
        }
        if (value instanceof ThreadConstant) {
            return ((ThreadConstant) value).name();
        }
        boolean isForPeople = !(value instanceof Stack || value instanceof MethodName);
        return isForPeople ? Display.of(value) : null;
    }

    private JfrThread thread(Path path) {
        if (path == null) {
            return null;
        }
        Object value = path.value(values, in);
        return value instanceof ThreadConstant
                ? ((ThreadConstant) value).thread()
                : path.absentThread(values);
    }

    private Object value(String field) {
        return value(program.pathTo(field));
    }

    private Object value(Path path) {
        return path == null ? null : path.value(values, in);
    }
}
