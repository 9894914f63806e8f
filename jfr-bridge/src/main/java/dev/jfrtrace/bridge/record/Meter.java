package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.source.chunk.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much has been recorded, while it is. For use by one thread. */
public final class Meter {
    private final Session session;
    private final Map<Path, Tally> tallies = new HashMap<>();
    private final long bytesBefore;

    /** What is there already does not count. */
    public Meter(Session session) {
        this.session = session;
        this.bytesBefore = session.bytes();
    }

    /**
     * What was recorded.
     *
     * @param bytes on disk
     * @param events as far as JFR has flushed them, which it does once a second
     * @param lostBytes that JFR lost, for its buffers were full
     */
    public record Reading(long bytes, long events, long lostBytes) {}

    /** Looks at what there is now. */
    public Reading read() {
        List<Path> chunks = session.chunks();
        for (Path chunk : chunks) {
            try {
                tallies.computeIfAbsent(chunk, Tally::new).look();
            } catch (IOException | RuntimeException e) {
                // It comes and goes with its JVM, and is told to people alone.
                continue;
            }
        }
        return new Reading(
                Math.max(0, session.bytes() - bytesBefore),
                tallies.values().stream().mapToLong(Tally::events).sum(),
                tallies.values().stream().mapToLong(Tally::lostBytes).max().orElse(0));
    }
}
