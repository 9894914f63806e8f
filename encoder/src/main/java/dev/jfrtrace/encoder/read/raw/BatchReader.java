package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a trace into its batches. Bodies are not looked into, numbers of generations not compared.
 * Not thread-safe.
 */
public final class BatchReader extends SourceReader {
    private static final byte[] END_MARK = {(byte) EventType.END_OF_GENERATION.number()};

    /**
     * Reads the header.
     *
     * @throws dev.jfrtrace.encoder.format.TraceFormatException when it is of no version that is
     *     known
     */
    public BatchReader(InputStream in) throws IOException {
        super(in);
    }

    /**
     * The next batch, or {@code null} at the end of the input. An end right behind the byte that
     * starts an experiment's batch counts as such, as for Go's reader.
     *
     * @throws dev.jfrtrace.encoder.format.TraceFormatException when there is something else, or
     *     only a part of a batch
     */
    public Batch next() throws IOException {
        long offset = source.offset();
        int type = source.read();
        if (type == ByteSource.END) {
            return null;
        }
        if (type == EventType.END_OF_GENERATION.number()) {
            return new Batch(offset, offset, offset + 1, 0, 0, Limits.NONE, 0, END_MARK);
        }
        if (type == EventType.EVENT_BATCH.number()) {
            return batch(offset, 0);
        }
        if (type != EventType.EXPERIMENTAL_BATCH.number()) {
            throw ByteSource.corrupt(offset, "event type " + type, "the start of a batch");
        }
        int experiment = source.read();
        return experiment == ByteSource.END ? null : batch(offset, experiment);
    }

    private Batch batch(long offset, int experiment) throws IOException {
        long generation = source.varint("a batch's generation");
        long thread = source.varint("a batch's thread");
        long time = source.varint("a batch's time");
        long sizeOffset = source.offset();
        long size = source.varint("a batch's size");
        int length = length(size, sizeOffset, "a batch", Limits.MAX_BATCH_SIZE);
        long bodyOffset = source.offset();
        byte[] body = source.bytes(length, "a batch");
        return new Batch(
                offset, bodyOffset, source.offset(), experiment, generation, thread, time, body);
    }
}
