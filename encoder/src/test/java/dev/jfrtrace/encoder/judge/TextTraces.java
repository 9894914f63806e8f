package dev.jfrtrace.encoder.judge;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import dev.jfrtrace.encoder.read.raw.RawWriter;
import dev.jfrtrace.encoder.read.text.RawTextReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;

/** Small traces written down as text. */
public final class TextTraces {
    private TextTraces() {}

    /** One generation of an old version; its only thread, 1, has the events. */
    public static byte[] oneThread(String version, String events) throws IOException {
        int header = TraceVersion.HEADER_LENGTH;
        String start = "Trace Go" + version + "\n";
        int size = bytes(start + events).length - header;
        return bytes(
                start
                        + "EventBatch gen=1 m=18446744073709551615 time=1 size=6\n"
                        + "Frequency freq=1000000000\n"
                        + "EventBatch gen=1 m=1 time=1 size="
                        + size
                        + "\n"
                        + events);
    }

    /** From Go's text to bytes. */
    public static byte[] bytes(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RawTextReader reader = new RawTextReader(new StringReader(text))) {
            RawWriter writer = new RawWriter(out, reader.version());
            for (RawEvent event = reader.next(); event != null; event = reader.next()) {
                writer.write(event);
            }
        }
        return out.toByteArray();
    }
}
