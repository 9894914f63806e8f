package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A trace that was packed: where the packed data ends too early, or is bad, so is the trace. */
final class UnpackedTrace extends FilterInputStream {
    private long length;

    private UnpackedTrace() {
        super(null);
    }

    /**
     * A trace.
     *
     * @param packed with gzip
     */
    static UnpackedTrace of(InputStream packed, int buffer) throws IOException {
        UnpackedTrace trace = new UnpackedTrace();
        try {
            trace.in = new GZIPInputStream(packed, buffer);
            return trace;
        } catch (EOFException e) {
            throw trace.cut(e);
        } catch (ZipException e) {
            throw trace.damaged(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        try {
            int there = super.read(target, from, count);
            length += Math.max(0, there);
            return there;
        } catch (EOFException e) {
            throw cut(e);
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    private TraceFormatException cut(EOFException cause) {
        return fault(Fault.TRUNCATED, "the end of the compressed data", cause);
    }

    private TraceFormatException damaged(ZipException cause) {
        return fault(Fault.CORRUPT, "damaged compressed data (" + cause.getMessage() + ")", cause);
    }

    private TraceFormatException fault(Fault fault, String found, IOException cause) {
        TraceFormatException bad =
                new TraceFormatException(
                        fault, length, 0, Limits.NONE, found, "all of what gzip compressed");
        bad.initCause(cause);
        return bad;
    }
}
