package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.LostBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All chunks of one JVM, on one clock: its tick counter, anchored to the wall clock by the first
 * chunk. Times are nanoseconds since that chunk's start, counted from {@link #START}.
 */
public final class JvmRecording {
    /** Time of the recording's start: above 0, which readers of a trace take for "unset". */
    public static final long START = 1_000_000;

    /** Clocks of one JVM's chunks, set at different times, may differ by what NTP corrects. */
    private static final long MAX_CLOCK_STEP_NANOS = 1_000_000_000;

    private final Symbols symbols;
    private final StackStore stacks;
    private final List<CollectedChunk> chunks = new ArrayList<>();
    private final List<ChunkClock> clocks = new ArrayList<>();
    private final List<Numbers> numbers = new ArrayList<>();
    private ThreadMerger threads = new ThreadMerger();
    private int threadCount;
    private int foldedCount;
    private boolean hasUntoldEnds;
    private final Settings settings = new Settings();
    private final ChunkHeader anchor;
    private long firstTicks;
    private String identity;
    private boolean isOnLinux;

    JvmRecording(Symbols symbols, StackStore stacks, CollectedChunk first) {
        this.symbols = symbols;
        this.stacks = stacks;
        this.anchor = first.chunk().header();
        this.firstTicks = anchor.startTicks();
        add(first);
    }

    /** Whether a chunk comes from this JVM and this recorder, by its clock. */
    boolean hasClockOf(CollectedChunk chunk) {
        boolean mayBe =
                identity == null || chunk.identity() == null || identity.equals(chunk.identity());
        ChunkHeader header = chunk.chunk().header();
        return mayBe && hasSameTicks(chunk) && (isNear(header) || isNextTo(header));
    }

    /**
     * Whether a chunk comes from this JVM: by its clock, or by its word if both speak. A clock may
     * have been set in between; a recorder that recorded at the same time is another one.
     */
    boolean owns(CollectedChunk chunk) {
        boolean saysSo = identity != null && identity.equals(chunk.identity());
        return hasClockOf(chunk)
                || saysSo && hasSameTicks(chunk) && !isMeanwhile(chunk.chunk().header());
    }

    private boolean hasSameTicks(CollectedChunk chunk) {
        return anchor.ticksPerSecond() == chunk.chunk().header().ticksPerSecond();
    }

    private boolean isNear(ChunkHeader other) {
        long apart = Math.abs(anchor.wallNanosAtTickZero() - other.wallNanosAtTickZero());
        return apart <= MAX_CLOCK_STEP_NANOS;
    }

    /** Whether it begins where a chunk ends, or the other way round. */
    private boolean isNextTo(ChunkHeader other) {
        return chunks.stream()
                .map(mine -> mine.chunk().header())
                .anyMatch(mine -> mine.isFollowedBy(other) || other.isFollowedBy(mine));
    }

    private boolean isMeanwhile(ChunkHeader other) {
        return chunks.stream().anyMatch(mine -> overlap(mine.chunk().header(), other));
    }

    private static boolean overlap(ChunkHeader one, ChunkHeader other) {
        return one.startNanos() < other.startNanos() + other.durationNanos()
                && other.startNanos() < one.startNanos() + one.durationNanos();
    }

    /**
     * Whether another recorder has recorded this JVM meanwhile, as async-profiler and Datadog's
     * agent do: it says so, or nothing against it, and knows the same threads. When a JVM started
     * they know from different clocks.
     */
    boolean isRecordedBy(JvmRecording other) {
        boolean meanwhile =
                other.chunks.stream().anyMatch(chunk -> isMeanwhile(chunk.chunk().header()));
        if (identity == null || !meanwhile) {
            return false;
        }
        return identity.equals(other.identity)
                || mayBeProcessOf(other) && threads.agreesWith(other.threads);
    }

    private boolean mayBeProcessOf(JvmRecording other) {
        return other.identity == null || process(identity).equals(process(other.identity));
    }

    private static String process(String identity) {
        return identity.substring(0, identity.indexOf('@'));
    }

    /** Takes over what another recorder has recorded of this JVM, on this one's clock. */
    void takeOver(JvmRecording other) {
        ChunkClock clock = ChunkClock.of(other.anchor, other.tickRate(), anchor, tickRate());
        int[] indexes = threads.join(other.threads, clock);
        chunks.addAll(other.chunks);
        other.chunks.forEach(chunk -> clocks.add(clock));
        other.numbers.forEach(theirs -> numbers.add(theirs.withThreads(indexes)));
        firstTicks = Math.min(firstTicks, clock.ticks(other.firstTicks));
    }

    /**
     * The same chunk, when it is part of this already: a copy, which may have been made while the
     * JVM was still writing, and be shorter; {@code null} when there is none.
     */
    CollectedChunk copyOf(CollectedChunk chunk) {
        ChunkHeader other = chunk.chunk().header();
        return chunks.stream()
                .filter(mine -> beginTogether(mine.chunk().header(), other))
                .findFirst()
                .orElse(null);
    }

    private static boolean beginTogether(ChunkHeader one, ChunkHeader other) {
        return one.startTicks() == other.startTicks() && one.startNanos() == other.startNanos();
    }

    /** Uses a chunk in the place of a copy of it. */
    void replace(CollectedChunk copy, CollectedChunk chunk) {
        int place = chunks.indexOf(copy);
        numbers.set(place, join(chunk));
        chunks.set(place, chunk.adopted());
    }

    void add(CollectedChunk chunk) {
        numbers.add(join(chunk));
        chunks.add(chunk.adopted());
        clocks.add(ChunkClock.same(anchor));
    }

    /** Takes in what the chunk knows of the JVM, and tells what its numbers are here. */
    private Numbers join(CollectedChunk chunk) {
        identity = identity == null ? chunk.identity() : identity;
        isOnLinux |= chunk.isOnLinux();
        int[] indexes = threads.join(chunk.threads(), chunk.folded(), ChunkClock.same(anchor));
        firstTicks = Math.min(firstTicks, chunk.chunk().header().startTicks());
        boolean isNext = chunk.chunk().isWhole() && !isMeanwhile(chunk.chunk().header());
        settings.merge(chunk.settings(), isNext);
        stacks.adopt(chunk.stacks());
        return new Numbers(indexes, symbols.adopt(chunk.symbols()));
    }

    /** Ticks as time of the trace; damaged ones, which may be anything, lie far away. */
    private long time(long ticks) {
        return START + ChunkClock.nanosBetween(anchor, firstTicks, ticks);
    }

    /** A chunk's ticks as the JVM's. */
    long ticks(int chunk, long ticks) {
        return clocks.get(chunk).ticks(ticks);
    }

    /** The wall clock at time 0, in nanoseconds since 1970. */
    public long wallNanosAtZero() {
        return anchor.wallNanosAtTickZero() + anchor.nanos(firstTicks) - START;
    }

    /** When JFR's own recording begins: another recorder may have begun before. */
    public long startTime() {
        return spans().stream().mapToLong(ChunkSpan::from).min().orElse(START);
    }

    /** How old the JVM was when the recording began, at most. */
    public long ageAtStart() {
        return anchor.nanos(Math.max(0, firstTicks));
    }

    /** When the last event ended. */
    public long endTime() {
        return time(
                IntStream.range(0, chunks.size())
                        .mapToLong(i -> ticks(i, chunks.get(i).lastTicks()))
                        .max()
                        .orElseThrow());
    }

    /** Whether the JVM says that it runs on Linux. */
    public boolean isOnLinux() {
        return isOnLinux;
    }

    /** Process id and start time as the recording tells them, or {@code null}. */
    public String identity() {
        return identity;
    }

    /**
     * The chunks, in the order in which they were read, with the times that they tell of; those of
     * other recorders are not among them. A chunk ends where its header says so; of one that was
     * not finished its last event is the end.
     */
    public List<ChunkSpan> spans() {
        double rate = tickRate();
        List<CollectedChunk> own = own();
        NavigableMap<Long, ChunkHeader> byStart = new TreeMap<>();
        own.forEach(
                chunk -> byStart.put(chunk.chunk().header().startTicks(), chunk.chunk().header()));
        return own.stream().map(chunk -> span(chunk, byStart, rate)).toList();
    }

    /** Those of JFR itself. */
    private List<CollectedChunk> own() {
        return IntStream.range(0, chunks.size())
                .filter(i -> clocks.get(i).isSame())
                .mapToObj(chunks::get)
                .toList();
    }

    /** How much longer the ticks say that a time was than the wall clock says; 1 as a rule. */
    public double tickRate() {
        return TickRate.of(own());
    }

    private ChunkSpan span(
            CollectedChunk chunk, NavigableMap<Long, ChunkHeader> byStart, double rate) {
        ChunkHeader header = chunk.chunk().header();
        long from = time(header.startTicks());
        Map.Entry<Long, ChunkHeader> next = byStart.higherEntry(header.startTicks());
        if (next != null && header.isFollowedByWall(next.getValue())) {
            return new ChunkSpan(chunk.chunk(), from, time(next.getKey()));
        }
        boolean isKnown = chunk.chunk().isWhole() && header.durationNanos() > 0;
        long length = (long) (header.durationNanos() * rate);
        long to = isKnown ? from + length : time(chunk.lastTicks());
        return new ChunkSpan(chunk.chunk(), from, Math.max(from, to));
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

    /** Bytes that JFR reports lost, at the least. */
    public long lostBytes() {
        LostBytes all = new LostBytes();
        chunks.stream()
                .sorted(Comparator.comparingLong(chunk -> chunk.chunk().header().startNanos()))
                .forEach(chunk -> all.add(chunk.lostBytes()));
        return all.sum();
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
        return threads == null ? threadCount : threads.rows().size() + threads.foldedCount();
    }

    /** How many of them were left out, since they are not to be shown. */
    public int foldedCount() {
        return threads == null ? foldedCount : threads.foldedCount();
    }

    /**
     * Hands the threads out, once: there may be millions, so nothing of them is kept here but what
     * {@link #records} needs.
     */
    public JvmThreads takeThreads() {
        JvmThreads all = new JvmThreads(threads.rows(), this::time, untoldEnds());
        hasUntoldEnds = all.haveTakenEnds();
        threadCount = threadCount();
        foldedCount = foldedCount();
        threads = null;
        return all;
    }

    private UntoldEnds untoldEnds() {
        UntoldEnds untold = new UntoldEnds();
        for (int i = 0; i < chunks.size(); i++) {
            CollectedChunk chunk = chunks.get(i);
            if (clocks.get(i).isSame()) {
                long from = time(chunk.chunk().header().startTicks());
                untold.add(from, chunk.tellsEndsOfVirtualThreads());
            }
        }
        return untold;
    }

    /** When it stood still longest, in time of the trace; {@code null} where that is not known. */
    Heartbeat.Pause standstill() {
        return own().stream()
                .map(CollectedChunk::standstill)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Heartbeat.Pause::length))
                .map(pause -> new Heartbeat.Pause(time(pause.from()), time(pause.to())))
                .orElse(null);
    }

    /** Whether it tells of collections, but not of pauses for them. */
    public boolean lacksPauses() {
        return read().containsKey(JfrMapping.GARBAGE_COLLECTION.event())
                && !read().containsKey(JfrMapping.GC_PAUSE.event());
    }

    /**
     * Whether virtual threads are taken to end whose ends were not recorded; known once threads
     * have been handed out.
     */
    public boolean hasUntoldEnds() {
        return hasUntoldEnds;
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
