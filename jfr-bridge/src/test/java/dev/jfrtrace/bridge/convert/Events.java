package dev.jfrtrace.bridge.convert;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of a chunk that is whole, as its sizes frame them: what may be lost of it. */
public record Events(List<Event> all) {
    static final int HEADER = 68;
    static final int METADATA = 0;
    static final int CONSTANTS = 1;

    /** An event: where it is, and what. */
    public record Event(int at, int end, long type) {
        boolean isOrdinary() {
            return type != METADATA && type != CONSTANTS;
        }

        boolean touches(int from, int to) {
            return at < to && end > from;
        }
    }

    /** Zeroes an ordinary event in the middle of a chunk. */
    public static void zeroOne(byte[] chunk) {
        List<Event> ordinary = of(chunk).all.stream().filter(Event::isOrdinary).toList();
        Event one = ordinary.get(ordinary.size() / 2);
        Arrays.fill(chunk, one.at, one.end, (byte) 0);
    }

    static Events of(byte[] chunk) {
        List<Event> all = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(chunk).position(HEADER);
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            int end = at + (int) number(bytes);
            all.add(new Event(at, end, number(bytes)));
            bytes.position(end);
        }
        return new Events(all);
    }

    private static long number(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes.get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    List<Event> of(int type) {
        return all.stream().filter(e -> e.type == type).toList();
    }

    /** Ordinary events. */
    long count() {
        return all.stream().filter(Event::isOrdinary).count();
    }

    /** Ordinary events that end before a place. */
    long before(int place) {
        return all.stream().filter(e -> e.isOrdinary() && e.end <= place).count();
    }

    /** Ordinary events that a stretch has no part of. */
    long outside(int from, int to) {
        return all.stream().filter(e -> e.isOrdinary() && !e.touches(from, to)).count();
    }
}
