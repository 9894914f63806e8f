package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.ClockSnapshot;
import dev.jfrtrace.encoder.generation.FrameTable;
import dev.jfrtrace.encoder.generation.GenerationBuilder;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.order.GoState;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.TraceOrder;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.util.List;

/**
 * Encodes one trace: takes the events of all threads in the order of their times, refuses what
 * would break the trace, and writes generation by generation.
 *
 * <p>The caller decides where a generation ends ({@link #cut}); the encoder states all live procs
 * and goroutines anew at the start of the next one, so that each generation stands by itself.
 * Events may carry equal or slightly falling times: each gets the first free nanosecond from its
 * time on (F1).
 *
 * <p>Not thread-safe. Memory: the open generation, and the state of live goroutines.
 */
public final class TraceEncoder extends NumberedEvents {
    /**
     * Choices of a trace.
     *
     * @param version the header, and with it the readers that take the file
     * @param maxRestated with more live goroutines than this, a generation states a goroutine at
     *     first touch instead of all at its start: smaller, but leading generations can then not be
     *     dropped; 0 for always at first touch, {@link Integer#MAX_VALUE} for never
     * @param refusals hears of events that were left out
     */
    public record Options(TraceVersion version, int maxRestated, Refusal.Handler refusals) {
        /** About 0.4 MB of restatements a generation at the most. */
        public static final int DEFAULT_MAX_RESTATED = 1 << 16;

        public Options(TraceVersion version, Refusal.Handler refusals) {
            this(version, DEFAULT_MAX_RESTATED, refusals);
        }
    }

    private final Options options;
    private final long wallNanosAtZero;
    private final TraceWriter writer;
    private final TraceOrder order = new TraceOrder(true);
    private final FrameTable frames = new FrameTable();
    private final Restatement restatement = new Restatement(this, order);

    private GenerationBuilder generation;
    private long lastTime;
    private List<String> expectedStrings = List.of();
    private long lastSampleTime;
    private long bytesBeforeEvents;
    private long eventsBeforeEvents;
    private long eventCount;
    private long generationCount;
    private long cutStrings;

    /**
     * Writes the header and opens the first generation.
     *
     * @param startTime the trace's first moment, in nanoseconds of the trace; above 0, since
     *     readers take 0 for "unset", and below {@link Limits#MAX_TIME}
     * @param wallNanosAtZero the wall clock at time 0, in nanoseconds since 1970
     */
    public TraceEncoder(Options options, UnitSink sink, long startTime, long wallNanosAtZero)
            throws IOException {
        this(options, writeHeader(options, sink, startTime), startTime, wallNanosAtZero);
    }

    /** After the only check that could fail later: a refused trace has no header. */
    private static TraceWriter writeHeader(Options options, UnitSink sink, long startTime)
            throws IOException {
        checkStart(startTime);
        return new TraceWriter(options.version(), sink);
    }

    private static void checkStart(long startTime) {
        if (startTime <= 0 || startTime >= Limits.MAX_TIME) {
            throw new IllegalArgumentException(
                    "start time " + startTime + ", expected above 0 and below " + Limits.MAX_TIME);
        }
    }

    /**
     * Opens the first generation of a trace whose header has been written: for traces whose start
     * is not known yet when their readers want to see something.
     *
     * @param writer of the same version as the options say, which has written nothing but its
     *     header
     * @param startTime as above
     * @param wallNanosAtZero as above
     */
    public TraceEncoder(Options options, TraceWriter writer, long startTime, long wallNanosAtZero) {
        checkStart(startTime);
        this.options = options;
        this.wallNanosAtZero = wallNanosAtZero;
        this.writer = writer;
        this.lastTime = startTime;
        open(1, startTime);
    }

    /**
     * Names texts that very many events will use. They get the smallest ids of each generation, one
     * byte each, before the names of frames take them.
     */
    public void expectStrings(List<String> texts) {
        expectedStrings = List.copyOf(texts);
        expectedStrings.forEach(generation::string);
    }

    /** The frames of this trace; the only way to make a {@link Stack} for it. */
    public FrameTable frames() {
        return frames;
    }

    /** Time of the last event, or of the generation's start. */
    public long lastTime() {
        return lastTime;
    }

    /** Start of the open generation. */
    public long generationStart() {
        return generation.startTime();
    }

    /** Bytes in the open generation, without what it had to restate. */
    public long generationBytes() {
        return generation.bytes() - bytesBeforeEvents;
    }

    /** Bytes of all events in the open generation. */
    public long eventBytes() {
        return generation.eventBytes();
    }

    /** Bytes of strings and stacks in the open generation: what most of the next one's will be. */
    public long tableBytes() {
        return generation.bytes() - generation.eventBytes();
    }

    /** Whether anything but restatements stands in the open generation. */
    public boolean hasEvents() {
        return generation.eventCount() > eventsBeforeEvents;
    }

    /**
     * Whether the open generation may end now: not while the world is stopped (V1), nor in a GC
     * while no goroutine has a proc (V20).
     */
    public boolean mayCut() {
        return !order.isStopped() && mayRestate() == null;
    }

    private OrderRule mayRestate() {
        boolean stated = !order.gcRuns() || order.userThread(order.gcThread()) != Limits.NONE;
        return stated ? null : OrderRule.V20;
    }

    /**
     * Writes the open generation and starts the next one at {@code time}, where everything alive is
     * stated anew.
     *
     * @param time raised, if need be, to behind the last event and sample
     * @return whether it was done; {@code false}, and a {@link Refusal}, where a rule forbids it
     * @throws IOException from the sink; the encoder is of no use then
     */
    public boolean cut(long time) throws IOException {
        long start = Math.max(time, Math.max(lastTime, lastSampleTime) + 1);
        OrderRule broken = start >= Limits.MAX_TIME ? OrderRule.V19 : mayRestate();
        if (broken != null) {
            refuseEnd(broken, start);
            return false;
        }
        if (!seal(start)) {
            return false;
        }
        open(generation.number() + 1, start);
        restatement.all();
        bytesBeforeEvents = generation.bytes();
        eventsBeforeEvents = generation.eventCount();
        return true;
    }

    /**
     * Writes the open generation. The encoder must not be used any more.
     *
     * @return whether it was done; {@code false}, and a {@link Refusal}, where a rule forbids it
     * @throws IOException from the sink; the trace ends with its last whole generation then
     */
    public boolean close() throws IOException {
        return seal(lastTime);
    }

    private boolean seal(long time) throws IOException {
        OrderRule broken = order.endGeneration(generation.eventCount() > 0);
        if (broken != null) {
            refuseEnd(broken, time);
            return false;
        }
        eventCount += generation.eventCount();
        cutStrings += generation.cutStrings();
        generationCount++;
        writer.write(generation.seal());
        return true;
    }

    private void open(long number, long start) {
        generation =
                new GenerationBuilder(number, new ClockSnapshot(start, wallNanosAtZero + start));
        lastTime = start;
        restatement.begin(order.goroutineCount() <= options.maxRestated());
        order.beginGeneration(number);
        expectedStrings.forEach(generation::string);
        bytesBeforeEvents = 0;
        eventsBeforeEvents = 0;
    }

    @Override
    void touch(long g) {
        restatement.touch(g);
    }

    @Override
    boolean emit(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text) {
        long at = Math.max(time, lastTime + 1);
        OrderRule broken = refusedUnseen(type, at, a0, a1, a2, a3);
        if (broken == null) {
            broken = order.advance(type, m, a0, a1, a2, a3, text);
        }
        if (broken != null) {
            refuse(broken, type, m, time, describe(type, a0, a1, a2, a3));
            return false;
        }
        lastTime = at;
        generation.event(type, m, at, a0, a1, a2, a3);
        restatement.follow(m);
        return true;
    }

    /** The rules that need no look at what went before. */
    private OrderRule refusedUnseen(EventType type, long time, long a0, long a1, long a2, long a3) {
        if (time >= Limits.MAX_TIME) {
            return OrderRule.V19;
        }
        if (!options.version().knows(type)) {
            return OrderRule.R36;
        }
        return generation.knowsIdsOf(type, a0, a1, a2, a3) ? null : OrderRule.R35;
    }

    private void refuse(OrderRule broken, EventType type, long m, long time, String arguments) {
        options.refusals()
                .refused(new Refusal(broken, type, m, time, generation.number(), arguments));
    }

    private void refuseEnd(OrderRule broken, long time) {
        refuse(broken, null, Limits.NONE, time, "");
    }

    private static String describe(EventType type, long... values) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < type.args().size(); i++) {
            text.append(' ')
                    .append(type.args().get(i).specName())
                    .append('=')
                    .append(values[i - 1]);
        }
        return text.toString();
    }

    /**
     * The sample gets its own time, raised to the generation's start if it is earlier; the next
     * generation starts after it.
     */
    @Override
    public void cpuSample(long time, long m, long p, long g, Stack stack) {
        long at = Math.max(time, generation.startTime());
        if (at >= Limits.MAX_TIME) {
            refuse(OrderRule.V19, EventType.CPU_SAMPLE, m, time, "");
            return;
        }
        lastSampleTime = Math.max(lastSampleTime, at);
        generation.cpuSample(at, m, p, g, generation.stack(stack));
    }

    /** Timed events and CPU samples in the generations written so far, restatements included. */
    public long eventCount() {
        return eventCount;
    }

    /** Generations written so far. */
    public long generationCount() {
        return generationCount;
    }

    /** Bytes written so far. */
    public long bytes() {
        return writer.bytes();
    }

    /** Strings that were cut to the format's bound, once per generation that uses them. */
    public long cutStrings() {
        return cutStrings;
    }

    /** The status of a live goroutine, or {@code null} when there is none. */
    public GoStatus goStatusOf(long g) {
        GoState state = order.goroutine(g);
        return state == null ? null : state.status();
    }

    /** How many procs the trace has stated. */
    public int procCount() {
        return order.procCount();
    }

    /** States a proc that nobody holds yet; its id is the next free one (V3). */
    public boolean addIdleProc(long time) {
        return procStatus(Limits.NONE, time, order.procCount(), ProcStatus.IDLE);
    }

    @Override
    int string(String text) {
        return generation.string(text);
    }

    @Override
    int stack(Stack stack) {
        return generation.stack(stack);
    }

    @Override
    long nextProcSequence(long p) {
        return order.nextProcSequence(p);
    }

    @Override
    long nextProcSequenceOf(long m) {
        return order.nextProcSequenceOf(m);
    }

    @Override
    long nextGoSequence(long g) {
        return order.nextGoSequence(g);
    }

    @Override
    long nextGcSequence() {
        return order.nextGcSequence();
    }
}
