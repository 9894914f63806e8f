package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A trace in memory, in the units that the writer gave, so that generations can be dropped. */
final class CollectedTrace implements UnitSink {
    private byte[] header;
    private final List<List<byte[]>> generations = new ArrayList<>();
    private long openNumber;

    @Override
    public void unit(byte[] bytes, int offset, int length) {
        byte[] unit = Arrays.copyOfRange(bytes, offset, offset + length);
        if (header == null) {
            header = unit;
            return;
        }
        if (unit[0] == EventType.EVENT_BATCH.number() && number(unit) != openNumber) {
            openNumber = number(unit);
            generations.add(new ArrayList<>());
        }
        generations.get(generations.size() - 1).add(unit);
    }

    int generations() {
        return generations.size();
    }

    /** The whole trace. */
    byte[] bytes() {
        return last(generations.size());
    }

    /** The header and the last {@code count} generations. */
    byte[] last(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        generations.stream()
                .skip(generations.size() - count)
                .forEach(units -> units.forEach(out::writeBytes));
        return out.toByteArray();
    }

    byte[] header() {
        return header.clone();
    }

    /** The units of a generation, counted from 0. */
    List<byte[]> units(int generation) {
        return List.copyOf(generations.get(generation));
    }

    /** The generation's number in a batch's header. */
    private static long number(byte[] batch) {
        long value = 0;
        int at = 1;
        for (int shift = 0; ; shift += 7) {
            value |= (long) (batch[at] & 0x7F) << shift;
            if (batch[at++] >= 0) {
                return value;
            }
        }
    }
}
