package dev.jfrtrace.encoder.write;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.format.Varint;
import dev.jfrtrace.encoder.generation.Batch;
import dev.jfrtrace.encoder.generation.Generation;
import java.io.IOException;
import java.util.List;

/**
 * Writes the header and generations. Tables go before events, so that a file that was cut short
 * stays usable up to the cut. Not thread-safe.
 */
public final class TraceWriter {
    private static final int MAX_BATCH_HEADER = 1 + 4 * Varint.MAX_LENGTH;

    private final TraceVersion version;
    private final UnitSink sink;
    private final byte[] unit = new byte[MAX_BATCH_HEADER + Limits.MAX_BATCH_SIZE];
    private long bytes;

    /** Writes the header at once. */
    public TraceWriter(TraceVersion version, UnitSink sink) throws IOException {
        this.version = version;
        this.sink = sink;
        byte[] header = version.header();
        emit(header, header.length);
    }

    /** Writes one whole generation; they come in the order of their numbers. */
    public void write(Generation generation) throws IOException {
        writeSync(generation);
        writeAll(generation, generation.strings());
        writeAll(generation, generation.stacks());
        writeAll(generation, generation.events());
        writeAll(generation, generation.cpuSamples());
        if (version.hasEndOfGeneration()) {
            unit[0] = (byte) EventType.END_OF_GENERATION.number();
            emit(unit, 1);
        }
    }

    /** Bytes written so far. */
    public long bytes() {
        return bytes;
    }

    private void writeSync(Generation generation) throws IOException {
        byte[] body = new byte[64];
        int at = 0;
        if (version.hasClockSnapshot()) {
            body[at++] = (byte) EventType.SYNC.number();
        }
        body[at++] = (byte) EventType.FREQUENCY.number();
        at = Varint.write(body, at, Limits.FREQUENCY);
        if (version.hasClockSnapshot()) {
            body[at++] = (byte) EventType.CLOCK_SNAPSHOT.number();
            at = Varint.write(body, at, 0);
            at = Varint.write(body, at, generation.clock().time());
            at = Varint.write(body, at, generation.clock().wallSeconds());
            at = Varint.write(body, at, generation.clock().wallNanosOfSecond());
        }
        write(generation, new Batch(Limits.NONE, generation.startTime(), body, at));
    }

    private void writeAll(Generation generation, List<Batch> batches) throws IOException {
        for (Batch batch : batches) {
            write(generation, batch);
        }
    }

    private void write(Generation generation, Batch batch) throws IOException {
        int at = 0;
        unit[at++] = (byte) EventType.EVENT_BATCH.number();
        at = Varint.write(unit, at, generation.number());
        at = Varint.write(unit, at, batch.m());
        at = Varint.write(unit, at, batch.time());
        at = Varint.write(unit, at, batch.length());
        System.arraycopy(batch.body(), 0, unit, at, batch.length());
        emit(unit, at + batch.length());
    }

    private void emit(byte[] source, int length) throws IOException {
        sink.unit(source, 0, length);
        bytes += length;
    }
}
