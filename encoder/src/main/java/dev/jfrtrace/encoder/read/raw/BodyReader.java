package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.Varint;

/** Reads the body of a batch, and complains with the batch's place in the file. */
public final class BodyReader {
    private final Batch batch;
    private final byte[] body;
    private int at;

    public BodyReader(Batch batch) {
        this.batch = batch;
        this.body = batch.body();
    }

    public boolean isAtEnd() {
        return at == body.length;
    }

    /** Where the next byte stands in the input. */
    public long offset() {
        return batch.bodyOffset() + at;
    }

    /** The next byte, 0 to 255. The reader must not be at the end. */
    public int next() {
        return body[at++] & 0xFF;
    }

    /** The next varint. */
    public long varint(String what) throws TraceFormatException {
        if (at < body.length && body[at] >= 0) {
            return body[at++];
        }
        long value = 0;
        for (int i = 0; i < Varint.MAX_LENGTH && at + i < body.length; i++) {
            byte next = body[at + i];
            value |= (long) (next & 0x7F) << 7 * i;
            if (next >= 0) {
                if (i == Varint.MAX_LENGTH - 1 && next > 1) {
                    break;
                }
                at += i + 1;
                return value;
            }
        }
        boolean isCut = body.length - at < Varint.MAX_LENGTH;
        throw corrupt(
                offset(), isCut ? "the end of the batch" : "a number of more than 64 bits", what);
    }

    /** The next bytes, a copy. The caller has compared the size with a limit. */
    public byte[] bytes(int size, String what) throws TraceFormatException {
        if (size > body.length - at) {
            throw corrupt(
                    offset(),
                    "the end of the batch after " + (body.length - at) + " bytes",
                    size + " bytes of " + what);
        }
        byte[] bytes = new byte[size];
        System.arraycopy(body, at, bytes, 0, size);
        at += size;
        return bytes;
    }

    /** To be thrown: the batch holds something wrong. */
    public TraceFormatException corrupt(long offset, String found, String expected) {
        return new TraceFormatException(
                Fault.CORRUPT, offset, batch.generation(), batch.thread(), found, expected);
    }
}
