package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All chunks of one JVM, on one clock: its tick counter, anchored to the wall clock by the first
 * chunk. Times are nanoseconds since that chunk's start, counted from {@link #START}.
 */
public final class JvmRecording {
    /** Time of the recording's start: above 0, which readers of a trace take for "unset". */
    public static final long START = 1_000_000;

    /** Clocks of one JVM's chunks, set at different times, may differ by what NTP corrects. */
    private static final long MAX_CLOCK_STEP_NANOS = 1_000_000_000;

    /** 68 years; as many nanoseconds fit, and as many ticks of any clock. */
    private static final long MAX_SECONDS_APART = 1L << 31;

    private final Symbols symbols;
    private final StackStore stacks;
    private final List<CollectedChunk> chunks = new ArrayList<>();
    private final List<Numbers> numbers = new ArrayList<>();
    private ThreadIndex threads = new ThreadIndex();
    private List<ThreadLife> lives = new ArrayList<>();
    private int threadCount;
    private final Settings settings = new Settings();
    private final ChunkHeader anchor;
    private long firstTicks;
    private String identity;

    JvmRecording(Symbols symbols, StackStore stacks, CollectedChunk first) {
        this.symbols = symbols;
        this.stacks = stacks;
        this.anchor = first.chunk().header();
        this.firstTicks = anchor.startTicks();
        add(first);
    }

    /** Whether a chunk comes from this JVM: by its word if both speak, else by the clocks. */
    boolean owns(CollectedChunk chunk) {
        ChunkHeader mine = anchor;
        ChunkHeader other = chunk.chunk().header();
        if (mine.ticksPerSecond() != other.ticksPerSecond()) {
            return false;
        }
        if (identity != null && chunk.identity() != null) {
            return identity.equals(chunk.identity());
        }
        long apart = Math.abs(mine.wallNanosAtTickZero() - other.wallNanosAtTickZero());
        return apart <= MAX_CLOCK_STEP_NANOS;
    }

    /** Whether the very same chunk is part of it already. */
    boolean has(CollectedChunk chunk) {
        ChunkHeader other = chunk.chunk().header();
        return chunks.stream().anyMatch(mine -> mine.chunk().header().equals(other));
    }

    void add(CollectedChunk chunk) {
        identity = identity == null ? chunk.identity() : identity;
        int[] indexes = new int[chunk.threads().size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = threadIndex(chunk.threads().get(i));
            lives.get(indexes[i]).merge(chunk.lives().get(i));
        }
        firstTicks = Math.min(firstTicks, chunk.chunk().header().startTicks());
        numbers.add(new Numbers(indexes, symbols.adopt(chunk.symbols())));
        stacks.adopt(chunk.stacks());
        chunks.add(chunk.adopted());
        settings.merge(chunk.settings());
    }

    private int threadIndex(JfrThread thread) {
        int index = threads.indexOf(thread);
        if (index == lives.size()) {
            lives.add(new ThreadLife());
            threadCount++;
        }
        return index;
    }

    /** Ticks as time of the trace; damaged ones, which may be anything, lie far away. */
    private long time(long ticks) {
        long perSecond = anchor.ticksPerSecond();
        long far = Math.min(perSecond, MAX_SECONDS_APART) * MAX_SECONDS_APART;
        long apart = ticks - firstTicks;
        boolean overflows = ((ticks ^ firstTicks) & (ticks ^ apart)) < 0;
        if (overflows) {
            apart = ticks < 0 ? -far : far;
        }
        return START + anchor.nanos(Math.max(-far, Math.min(apart, far)));
    }

    /** The wall clock at time 0, in nanoseconds since 1970. */
    public long wallNanosAtZero() {
        return anchor.wallNanosAtTickZero() + anchor.nanos(firstTicks) - START;
    }

    /** When the last event ended. */
    public long endTime() {
        return time(chunks.stream().mapToLong(CollectedChunk::lastTicks).max().orElseThrow());
    }

    /** Process id and start time as the recording tells them, or {@code null}. */
    public String identity() {
        return identity;
    }

    public int chunkCount() {
        return chunks.size();
    }

    public Settings settings() {
        return settings;
    }

    public Symbols symbols() {
        return symbols;
    }

    public StackStore stacks() {
        return stacks;
    }

    /** Bytes that JFR reports lost. */
    public long lostBytes() {
        return chunks.stream().mapToLong(CollectedChunk::lostBytes).max().orElse(0);
    }

    /** Events read, by type name. */
    public Map<String, Long> read() {
        Map<String, Long> sum = new TreeMap<>();
        chunks.forEach(c -> c.read().forEach((type, n) -> sum.merge(type, n, Long::sum)));
        return sum;
    }

    /** Of those, events that the options left out. */
    public Map<String, Long> excluded() {
        Map<String, Long> sum = new TreeMap<>();
        chunks.forEach(c -> c.excluded().forEach((type, n) -> sum.merge(type, n, Long::sum)));
        return sum;
    }

    /** How many threads the recording names. */
    public int threadCount() {
        return threadCount;
    }

    /**
     * Hands the threads out, once: there may be a million, so nothing of them is kept here but what
     * {@link #records} needs.
     */
    public List<JvmThread> takeThreads() {
        List<JvmThread> all = new ArrayList<>(lives.size());
        for (int i = 0; i < lives.size(); i++) {
            ThreadLife life = lives.get(i);
            long start = life.start == ThreadLife.UNKNOWN ? JvmThread.UNKNOWN : time(life.start);
            long end = life.end == ThreadLife.UNKNOWN ? JvmThread.UNKNOWN : time(life.end);
            all.add(new JvmThread(i, threads.thread(i), start, end, life.firstStack, life.isBusy));
        }
        threads = null;
        lives = List.of();
        return all;
    }

    /** All records in the order of their starts, times and threads those of the JVM. */
    public RecordStream records(Spool spool, int[] slotCounts) throws IOException {
        return new RecordStream(this, spool, slotCounts);
    }

    List<CollectedChunk> chunks() {
        return chunks;
    }

    /** Makes a record the JVM's: nanoseconds for ticks, the JVM's numbers for the chunk's. */
    void adopt(JfrRecord record, int chunk) {
        record.start = time(record.start);
        record.end = time(record.end);
        numbers.get(chunk).replaceIn(record);
    }
}
