package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Reads chunks and sorts them by JVM. A chunk is read on its own, and joined to its JVM when it has
 * said whose it is. Closing it deletes the temporary file, after which its recordings are void.
 *
 * <p>Belongs to one thread; but {@link Reading} may be left to others, several at a time.
 */
public final class Collector implements Closeable {
    private final JfrSource source;
    private final Set<Family> families;
    private final ShownVirtualThreads shownVirtual;
    private final Symbols symbols = new Symbols();
    private final Spool records = new Spool();
    private final Spool stackBytes = new Spool();
    private final StackStore stacks = new StackStore(stackBytes);
    private final int[] slotCounts = JfrMapping.slotCounts();
    private final List<JvmRecording> jvms = new ArrayList<>();

    /** One that keeps all threads. */
    public Collector(JfrSource source, Set<Family> families) {
        this(source, families, ShownVirtualThreads.ALL);
    }

    /**
     * A collector of events of some families.
     *
     * @param shownVirtual the virtual threads that will be shown: where those are none, none is
     *     kept
     */
    public Collector(JfrSource source, Set<Family> families, ShownVirtualThreads shownVirtual) {
        this.source = source;
        this.families = families;
        this.shownVirtual = shownVirtual;
    }

    /** The reading of one chunk, which any thread may do. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads the chunk; to be done once.
         *
         * @throws dev.jfrtrace.bridge.source.RecordingException when the chunk is damaged; what
         *     came before the damage is left out as well
         */
        Collected run() throws IOException;
    }

    /** What came of a chunk, until it is joined to its JVM. */
    public static final class Collected {
        private final CollectedChunk chunk;
        private final Losses losses;

        private Collected(CollectedChunk chunk, Losses losses) {
            this.chunk = chunk;
            this.losses = losses;
        }

        /** What could not be read of it. */
        public Losses losses() {
            return losses;
        }
    }

    /**
     * Whether a chunk is used.
     *
     * @param other the same chunk in another copy, which it was compared with; {@code null} when it
     *     is the only one so far
     * @param isKept whether it is: of two copies the one that has more events
     */
    public record Joined(Chunk other, boolean isKept) {}

    /**
     * A chunk, to be read.
     *
     * @param progress hears now and then, on the thread that reads, how many bytes of the chunk
     *     have been read
     */
    public Reading reading(Chunk chunk, LongConsumer progress) {
        ChunkStacks room = stacks.open();
        return () -> read(chunk, room, progress);
    }

    private Collected read(Chunk chunk, ChunkStacks room, LongConsumer progress)
            throws IOException {
        RunWriter runs = new RunWriter(records, slotCounts);
        ChunkCollector collector =
                new ChunkCollector(chunk, families, shownVirtual, room, runs, progress);
        try {
            Losses losses = source.read(chunk, collector);
            boolean isWhole = chunk.isWhole() && losses.equals(Losses.NONE);
            return new Collected(collector.finish(isWhole), losses);
        } catch (HandlerException e) {
            throw e.cause();
        }
    }

    /**
     * Joins a chunk that has been read to its JVM. Chunks are joined in the order of the file,
     * whichever was read first.
     */
    public Joined join(Collected collected) {
        CollectedChunk chunk = collected.chunk;
        JvmRecording jvm = ownerOf(chunk);
        if (jvm == null) {
            jvms.add(new JvmRecording(symbols, stacks, chunk));
            return new Joined(null, true);
        }
        CollectedChunk other = jvm.copyOf(chunk);
        if (other == null) {
            jvm.add(chunk);
            return new Joined(null, true);
        }
        boolean isBetter = chunk.events() > other.events();
        if (isBetter) {
            jvm.replace(other, chunk);
        }
        return new Joined(other.chunk(), isBetter);
    }

    /** Of two recorders of one JVM it is the one whose clock the chunk has. */
    private JvmRecording ownerOf(CollectedChunk chunk) {
        return Stream.concat(
                        jvms.stream().filter(jvm -> jvm.hasClockOf(chunk)),
                        jvms.stream().filter(jvm -> jvm.owns(chunk)))
                .findFirst()
                .orElse(null);
    }

    /**
     * Joins what several recorders have recorded of one JVM: async-profiler and Datadog's agent
     * write chunks of their own beside JFR's into one file. To be called when all is read.
     */
    public void joinRecorders() {
        for (JvmRecording jvm : List.copyOf(jvms)) {
            if (jvms.contains(jvm)) {
                List<JvmRecording> others =
                        jvms.stream().filter(o -> o != jvm && jvm.isRecordedBy(o)).toList();
                others.forEach(jvm::takeOver);
                jvms.removeAll(others);
            }
        }
    }

    /** The JVMs that the chunks came from, in the order of their first chunks. */
    public List<JvmRecording> jvms() {
        return List.copyOf(jvms);
    }

    /** A JVM's records in the order of their starts. */
    public RecordStream records(JvmRecording jvm) throws IOException {
        return jvm.records(records, slotCounts);
    }

    /** Bytes in temporary files. */
    public long bytesOnDisk() {
        return records.bytesOnDisk() + stackBytes.bytesOnDisk();
    }

    @Override
    public void close() throws IOException {
        try (records;
                stackBytes) {
            jvms.clear();
        }
    }
}
