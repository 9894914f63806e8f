package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.format.Varint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes events as they are given; what it makes of sizes, ids and order is the caller's business.
 * Numbers take the fewest bytes, where Go's runtime pads some. Not thread-safe; writes small
 * pieces.
 */
public final class RawWriter {
    private final OutputStream out;
    private final byte[] number = new byte[Varint.MAX_LENGTH];

    /** Writes the header. */
    public RawWriter(OutputStream out, TraceVersion version) throws IOException {
        this.out = out;
        out.write(version.header());
    }

    public void write(RawEvent event) throws IOException {
        out.write(event.type().number());
        List<Arg> names = event.type().args();
        for (int i = 0; i < event.args().length; i++) {
            if (i < names.size() && names.get(i) == Arg.EXP) {
                out.write((int) event.args()[i]);
            } else {
                varint(event.args()[i]);
            }
        }
        if (RawEvent.hasData(event.type())) {
            varint(event.data().length);
            out.write(event.data());
        }
    }

    private void varint(long value) throws IOException {
        out.write(number, 0, Varint.write(number, 0, value));
    }
}
