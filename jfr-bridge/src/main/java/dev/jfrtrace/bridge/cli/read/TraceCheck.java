package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.terminal.Interruption;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import java.io.IOException;
import java.io.InputStream;

/**
 * What became of reading a trace to its end, or to its fault.
 *
 * @param version {@code null} when it is none that is read
 * @param generations how many of them are good
 * @param events in these
 * @param nanos from the first to the last of these
 * @param goodBytes where the last good generation ends
 * @param fault {@code null} when the trace is good
 */
public record TraceCheck(
        TraceVersion version,
        long generations,
        long events,
        long nanos,
        long goodBytes,
        TraceFormatException fault) {
    private static final int BETWEEN_LOOKS = 0x3FFF;

    public boolean isGood() {
        return fault == null;
    }

    /**
     * Reads a trace, and closes it.
     *
     * @throws IOException when the input cannot be read; a bad trace is no exception
     */
    public static TraceCheck of(InputStream in, Interruption interruption) throws IOException {
        try (in) {
            return new Reading(interruption).of(TraceReader.of(in));
        } catch (TraceFormatException e) {
            return new TraceCheck(null, 0, 0, 0, 0, e);
        }
    }

    /** Counts while it reads; what it has counted becomes good when a generation's end is. */
    private static final class Reading {
        private final Interruption interruption;
        private long goodEvents;
        private long events;
        private long goodTime;
        private long firstTime;
        private long time;

        Reading(Interruption interruption) {
            this.interruption = interruption;
        }

        TraceCheck of(TraceReader reader) throws IOException {
            TraceFormatException fault = null;
            try {
                for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                    see(e);
                }
            } catch (TraceFormatException e) {
                fault = e;
            }
            return new TraceCheck(
                    reader.version(),
                    reader.goodGenerations(),
                    goodEvents,
                    goodTime - firstTime,
                    reader.goodBytes(),
                    fault);
        }

        private void see(TraceEvent event) {
            if (event.kind() == EventKind.SYNC) {
                firstTime = event.number() == 1 ? event.time() : firstTime;
                time = event.number() == 1 ? event.time() : time;
                goodEvents = events;
                goodTime = time;
                return;
            }
            time = event.time();
            if ((++events & BETWEEN_LOOKS) == 0) {
                interruption.check();
            }
        }
    }
}
