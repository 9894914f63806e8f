package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.format.Varint;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** An input stream read by bytes and varints, which knows where it is. Not thread-safe. */
final class ByteSource implements Closeable {
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private long bufferOffset;
    private int at;
    private int end;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** Bytes taken so far. */
    long offset() {
        return bufferOffset + at;
    }

    /** The next byte, 0 to 255, or {@link #END}. */
    int read() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xFF : END;
    }

    private boolean fill() throws IOException {
        bufferOffset += end;
        at = 0;
        end = 0;
        int count = 0;
        while (count == 0) {
            count = in.read(buffer, 0, buffer.length);
        }
        end = Math.max(count, 0);
        return count > 0;
    }

    /** The next byte, which must be there. */
    int require(String what) throws IOException {
        int next = read();
        if (next == END) {
            throw truncated(offset(), what);
        }
        return next;
    }

    /** The next varint, which must be there. */
    long varint(String what) throws IOException {
        long start = offset();
        long value = 0;
        for (int i = 0; i < Varint.MAX_LENGTH; i++) {
            int next = read();
            if (next == END) {
                throw truncated(start, what);
            }
            value |= (long) (next & 0x7F) << 7 * i;
            if (next < 0x80) {
                if (i == Varint.MAX_LENGTH - 1 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw corrupt(start, "a number of more than 64 bits", what);
    }

    /** The next {@code size} bytes; the caller has compared the size with a limit. */
    byte[] bytes(int size, String what) throws IOException {
        long start = offset();
        byte[] bytes = new byte[size];
        int done = 0;
        while (done < size) {
            if (at == end && !fill()) {
                throw truncated(start, size + " bytes of " + what);
            }
            int count = Math.min(size - done, end - at);
            System.arraycopy(buffer, at, bytes, done, count);
            at += count;
            done += count;
        }
        return bytes;
    }

    /** The header; throws where the file is not of a version that is read. */
    TraceVersion header() throws IOException {
        byte[] header = new byte[TraceVersion.HEADER_LENGTH];
        int length = 0;
        int next = 0;
        while (length < header.length && next != END) {
            next = read();
            if (next != END) {
                header[length++] = (byte) next;
            }
        }
        byte[] found = Arrays.copyOf(header, length);
        TraceVersion version = TraceVersion.ofHeader(found);
        if (version == null) {
            throw unsupported(found);
        }
        return version;
    }

    private static TraceFormatException unsupported(byte[] header) {
        StringBuilder text = new StringBuilder(header.length == 0 ? "nothing" : "\"");
        for (byte b : header) {
            text.append(b >= ' ' && b < 0x7F ? (char) b : b == 0 ? '.' : '?');
        }
        text.append(header.length == 0 ? "" : "\"");
        return new TraceFormatException(
                Fault.UNSUPPORTED,
                0,
                0,
                Limits.NONE,
                text.toString(),
                "a Go execution trace of version " + versions());
    }

    private static String versions() {
        return Arrays.toString(TraceVersion.values()).replaceAll("[\\[\\]]", "");
    }

    static TraceFormatException truncated(long offset, String expected) {
        return new TraceFormatException(
                Fault.TRUNCATED, offset, 0, Limits.NONE, "the end of the input", expected);
    }

    static TraceFormatException corrupt(long offset, String found, String expected) {
        return new TraceFormatException(Fault.CORRUPT, offset, 0, Limits.NONE, found, expected);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
