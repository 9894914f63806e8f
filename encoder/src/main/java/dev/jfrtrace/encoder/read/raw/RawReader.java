package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The events of a trace, one after the other as they stand in the file. Checked are the header,
 * that the header's version knows an event, and the format's limits; not the order, nor the sizes
 * of batches, nor ids. Not thread-safe.
 */
public final class RawReader extends SourceReader {
    /**
     * Reads the header.
     *
     * @throws dev.jfrtrace.encoder.format.TraceFormatException when it is of no version that is
     *     known
     */
    public RawReader(InputStream in) throws IOException {
        super(in);
    }

    /**
     * The next event, or {@code null} at the end of the input.
     *
     * @throws dev.jfrtrace.encoder.format.TraceFormatException when there is something else
     */
    public RawEvent next() throws IOException {
        long offset = source.offset();
        int number = source.read();
        if (number == ByteSource.END) {
            return null;
        }
        EventType type = EventType.ofNumber(number);
        if (type == null || !version().knows(type)) {
            throw ByteSource.corrupt(
                    offset, "event type " + number, "one that version " + version() + " knows");
        }
        long[] args = new long[type.args().size()];
        for (int i = 0; i < args.length; i++) {
            Arg arg = type.args().get(i);
            // The one argument that is a byte and no varint.
            args[i] = arg == Arg.EXP ? source.require("an experiment") : argument(type, i);
        }
        if (type == EventType.STACK_ENTRY) {
            args = withFrames(args);
        }
        return new RawEvent(type, args, RawEvent.hasData(type) ? data(type) : null);
    }

    private long argument(EventType type, int index) throws IOException {
        return source.varint(type + "'s " + type.args().get(index).specName());
    }

    private long[] withFrames(long[] args) throws IOException {
        long frames = args[1];
        if (frames < 0 || frames > Limits.MAX_FRAMES_PER_STACK) {
            throw ByteSource.corrupt(
                    source.offset(),
                    "a stack of " + Long.toUnsignedString(frames) + " frames",
                    "at most " + Limits.MAX_FRAMES_PER_STACK);
        }
        long[] all = Arrays.copyOf(args, args.length + RawEvent.FRAME_ARGS * (int) frames);
        for (int i = args.length; i < all.length; i++) {
            all[i] = source.varint("a frame of a stack");
        }
        return all;
    }

    private byte[] data(EventType type) throws IOException {
        int limit =
                type == EventType.STRING_ENTRY ? Limits.MAX_STRING_BYTES : Limits.MAX_BATCH_SIZE;
        long size = source.varint("a length");
        int length = length(size, source.offset(), "a length", limit);
        return source.bytes(length, type.specName());
    }
}
