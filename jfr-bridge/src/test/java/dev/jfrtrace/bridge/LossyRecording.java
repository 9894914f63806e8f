package dev.jfrtrace.bridge;

import dev.jfrtrace.encoder.format.Varint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** Puts jdk.DataLoss, as this JVM would write it, into a recording of one chunk by this JVM. */
public final class LossyRecording {
    private static final int SIZE_AT = 8;
    private static final int START_TICKS_AT = 48;

    private LossyRecording() {}

    /** Appends an event: so many bytes are lost where the chunk begins, and so many so far. */
    public static void lose(Path recording, long amount, long total) throws IOException {
        long start = ByteBuffer.wrap(Files.readAllBytes(recording)).getLong(START_TICKS_AT);
        lose(recording, start + total, amount, total);
    }

    /** The same at a time in ticks. */
    public static void lose(Path recording, long ticks, long amount, long total)
            throws IOException {
        byte[] chunk = Files.readAllBytes(recording);
        ByteBuffer header = ByteBuffer.wrap(chunk);
        byte[] event = event(ticks, amount, total);
        header.putLong(SIZE_AT, header.getLong(SIZE_AT) + event.length);
        byte[] longer = Arrays.copyOf(chunk, chunk.length + event.length);
        System.arraycopy(event, 0, longer, chunk.length, event.length);
        Files.write(recording, longer);
    }

    private static byte[] event(long ticks, long amount, long total) {
        byte[] event = new byte[1 + 4 * Varint.MAX_LENGTH];
        int length = Varint.write(event, 1, typeId());
        length = Varint.write(event, length, ticks);
        length = Varint.write(event, length, amount);
        length = Varint.write(event, length, total);
        event[0] = (byte) length;
        return Arrays.copyOf(event, length);
    }

    private static long typeId() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().equals("jdk.DataLoss"))
                .mapToLong(EventType::getId)
                .findFirst()
                .orElseThrow();
    }
}
