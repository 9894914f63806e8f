package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.read.raw.Batch;
import dev.jfrtrace.encoder.read.raw.BodyReader;
import java.util.List;

/** Walks over the events of a thread in one generation; its fields are the event at hand. */
final class ThreadCursor {
    final long thread;
    private final List<Batch> batches;
    private final double nanosPerUnit;
    private int index;
    private BodyReader body;
    private long lastTime;

    EventType type;

    /** In nanoseconds, not yet repaired. */
    long time;

    // The arguments without the time; missing ones are 0.
    long a0;
    long a1;
    long a2;
    long a3;

    /** Where the event stands in the input. */
    long offset;

    ThreadCursor(Generation.ThreadBatches thread, double nanosPerUnit) {
        this.thread = thread.thread();
        this.batches = thread.batches();
        this.nanosPerUnit = nanosPerUnit;
        this.body = new BodyReader(batches.get(0));
    }

    /** Goes to the next event; whether there is one. */
    boolean next() throws TraceFormatException {
        while (body.isAtEnd()) {
            if (++index == batches.size()) {
                return false;
            }
            body = new BodyReader(batches.get(index));
            lastTime = 0;
        }
        if (lastTime == 0) {
            lastTime = Ticks.nanos(batches.get(index).time(), nanosPerUnit);
        }
        read();
        return true;
    }

    private void read() throws TraceFormatException {
        offset = body.offset();
        int number = body.next();
        EventType found = EventType.ofNumber(number);
        if (found == null || !found.isTimed()) {
            throw body.corrupt(
                    offset,
                    found == null ? "event type " + number : found.specName(),
                    "an event that stands among those of a thread");
        }
        if (type != found) {
            type = found; // Written only when it changes: see TraceEvent.become.
        }
        lastTime += Ticks.nanos(body.varint("an event's time"), nanosPerUnit);
        time = lastTime;
        int args = found.ownArgs();
        a0 = args > 0 ? argument() : 0;
        a1 = args > 1 ? argument() : 0;
        a2 = args > 2 ? argument() : 0;
        a3 = args > 3 ? argument() : 0;
    }

    private long argument() throws TraceFormatException {
        return body.varint("an event's argument");
    }

    /** To be thrown: the event at hand is wrong. */
    TraceFormatException corrupt(String expected) {
        return body.corrupt(offset, toString(), expected);
    }

    /** The event with its arguments. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type.specName());
        long[] values = {a0, a1, a2, a3};
        for (int i = 0; i < type.ownArgs(); i++) {
            text.append(' ').append(type.args().get(i + 1).specName());
            text.append('=').append(values[i]);
        }
        return text.append(" at ").append(time).append(" ns").toString();
    }
}
