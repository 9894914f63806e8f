package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.EventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes batches apart again, byte by byte as the grammar says; not with the code that wrote them.
 */
final class Batches {
    /** A timed event; arguments without the time. */
    record Event(EventType type, long time, List<Long> args) {}

    /** A stack entry: the PCs, and the numbers of function, file and line of each frame. */
    record StackEntry(long id, List<Long> pcs, List<List<Long>> places) {}

    private final byte[] body;
    private int at;

    private Batches(Batch batch) {
        body = Arrays.copyOf(batch.body(), batch.length());
    }

    /** Entries of a string table as {@code id=text}. */
    static List<String> strings(List<Batch> batches) {
        List<String> entries = new ArrayList<>();
        for (Batch batch : batches) {
            Batches reader = new Batches(batch);
            assertThat(reader.next()).isEqualTo(EventType.STRINGS.number());
            while (reader.hasMore()) {
                assertThat(reader.next()).isEqualTo(EventType.STRING_ENTRY.number());
                entries.add(reader.varint() + "=" + reader.text((int) reader.varint()));
            }
        }
        return entries;
    }

    static List<StackEntry> stacks(List<Batch> batches) {
        List<StackEntry> entries = new ArrayList<>();
        for (Batch batch : batches) {
            Batches reader = new Batches(batch);
            assertThat(reader.next()).isEqualTo(EventType.STACKS.number());
            while (reader.hasMore()) {
                entries.add(reader.stack());
            }
        }
        return entries;
    }

    static List<Event> events(Batch batch) {
        List<Event> events = new ArrayList<>();
        Batches reader = new Batches(batch);
        long time = batch.time();
        while (reader.hasMore()) {
            EventType type = EventType.ofNumber(reader.next());
            time += reader.varint();
            List<Long> args = new ArrayList<>();
            for (int i = 1; i < type.args().size(); i++) {
                args.add(reader.varint());
            }
            events.add(new Event(type, time, args));
        }
        return events;
    }

    private StackEntry stack() {
        assertThat(next()).isEqualTo(EventType.STACK_ENTRY.number());
        long id = varint();
        long frames = varint();
        List<Long> pcs = new ArrayList<>();
        List<List<Long>> places = new ArrayList<>();
        for (long i = 0; i < frames; i++) {
            pcs.add(varint());
            places.add(List.of(varint(), varint(), varint()));
        }
        return new StackEntry(id, pcs, places);
    }

    private boolean hasMore() {
        return at < body.length;
    }

    private int next() {
        return body[at++] & 0xFF;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int read = next();
            value |= (long) (read & 0x7F) << shift;
            if (read < 0x80) {
                return value;
            }
        }
    }

    private String text(int length) {
        String text = new String(body, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
