package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.source.LostBytes;
import dev.jfrtrace.bridge.source.chunk.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How much has been recorded, while it is. For use by one thread. */
public final class Meter {
    private final Session session;

    /** Names of chunks are times: those of a JVM, which are in one folder, follow each other. */
    private final Map<Path, Tally> tallies = new TreeMap<>();

    /** Written before; the last of them may still grow. */
    private final Set<Path> old;

    private final Reading before;

    /** What is there already does not count. */
    public Meter(Session session) {
        this.session = session;
        List<Path> chunks = session.chunks();
        this.old = new HashSet<>(chunks.subList(0, Math.max(0, chunks.size() - 1)));
        this.before = look();
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
        Reading now = look();
        return new Reading(
                Math.max(0, now.bytes() - before.bytes()),
                Math.max(0, now.events() - before.events()),
                Math.max(0, now.lostBytes() - before.lostBytes()));
    }

    private Reading look() {
        for (Path chunk : session.chunks()) {
            if (old.contains(chunk)) {
                continue;
            }
            try {
                tallies.computeIfAbsent(chunk, Tally::new).look();
            } catch (IOException | RuntimeException e) {
                // It comes and goes with its JVM, and is told to people alone.
                continue;
            }
        }
        return new Reading(
                session.bytes(),
                tallies.values().stream().mapToLong(Tally::events).sum(),
                lostBytes());
    }

    private long lostBytes() {
        Map<Path, LostBytes> byJvm = new HashMap<>();
        tallies.forEach(
                (chunk, tally) ->
                        byJvm.computeIfAbsent(chunk.getParent(), folder -> new LostBytes())
                                .add(tally.lostBytes()));
        return byJvm.values().stream().mapToLong(LostBytes::sum).sum();
    }
}
