package dev.jfrtrace.encoder.read.text;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.util.List;

/** Writes raw events in Go's text grammar. {@link RawTextReader} reads them. */
public final class RawText {
    /** The names of a frame's numbers. */
    static final List<String> FRAME = List.of("pc", "func", "file", "line");

    static final String DATA = "data";

    private RawText() {}

    /** The first line of a text trace, without its end. */
    public static String header(TraceVersion version) {
        return "Trace Go" + version;
    }

    /**
     * Appends an event: one line, more where it has frames or data, without the end of the last.
     * Go's own writer leaves out the data of an empty string, and then cannot read its text; this
     * one does not.
     */
    public static void append(StringBuilder out, RawEvent event) {
        List<Arg> names = event.type().args();
        out.append(event.type().specName());
        for (int i = 0; i < names.size(); i++) {
            argument(out.append(' '), names.get(i).specName(), event.args()[i]);
        }
        for (int i = names.size(); i < event.args().length; i++) {
            int field = (i - names.size()) % RawEvent.FRAME_ARGS;
            out.append(field == 0 ? "\n\t" : " ");
            argument(out, FRAME.get(field), event.args()[i]);
        }
        if (event.data() != null) {
            out.append("\n\t").append(DATA).append('=');
            GoQuote.append(out, LosslessUtf8.decode(event.data()));
        }
    }

    private static void argument(StringBuilder out, String name, long value) {
        out.append(name).append('=').append(Long.toUnsignedString(value));
    }
}
