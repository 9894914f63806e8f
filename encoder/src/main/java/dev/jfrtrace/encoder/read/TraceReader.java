package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.TraceOrder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a Go execution trace of version 1.22, 1.23, 1.25 or 1.26, checks it, and gives its events
 * in one order:
 *
 * <pre>
 * try (TraceReader in = TraceReader.of(Files.newInputStream(file))) {
 *     for (TraceEvent event = in.next(); event != null; event = in.next()) {
 *         System.out.println(event.time() + " " + event.kind());
 *     }
 * }
 * </pre>
 *
 * <p>The first event of a trace is a {@linkplain EventKind#SYNC sync}, and so are the last and one
 * at the start of each generation. What the reader promises is in the package's comment, D1 to D4.
 * The input needs no buffer. Not thread-safe.
 */
public final class TraceReader implements Closeable {
    /** How many waiting threads a message names. */
    private static final int NAMED = 8;

    private final GenerationReader generations;
    private final TraceOrder order = new TraceOrder(false);
    private final Frontier frontier = new Frontier();
    private final EventMaker maker = new EventMaker();

    /** Where the event at hand stands in the input. */
    private long eventOffset;

    private Generation generation;
    private long lastTime;
    private long goodBytes = TraceVersion.HEADER_LENGTH;
    private long goodGenerations;

    /** Found while a generation was read; thrown behind the sync that ends the one before. */
    private TraceFormatException pending;

    private IOException thrown;
    private boolean isDone;

    private TraceReader(InputStream in) throws IOException {
        generations = new GenerationReader(in);
    }

    /**
     * Starts to read; the reader owns the input from now on, unless this throws.
     *
     * @throws TraceFormatException when the input is no trace, or one of a version that is not read
     *     (those before 1.22 have another format)
     */
    public static TraceReader of(InputStream in) throws IOException {
        return new TraceReader(in);
    }

    public TraceVersion version() {
        return generations.version();
    }

    /** The number of the open generation, unsigned; 0 before the first and after the last. */
    public long generation() {
        return generation == null ? 0 : generation.number;
    }

    /**
     * How many bytes at the start of the input are a whole, good trace: up to the last generation
     * of which all events have been given.
     */
    public long goodBytes() {
        return goodBytes;
    }

    /** How many generations these are. */
    public long goodGenerations() {
        return goodGenerations;
    }

    /**
     * The next event, or {@code null} at the end of the trace; valid up to the next call.
     *
     * @throws TraceFormatException when the trace is wrong or breaks off here
     * @throws IOException when the input cannot be read; after either all calls throw it again
     */
    public TraceEvent next() throws IOException {
        if (thrown != null) {
            throw thrown;
        }
        if (isDone) {
            return null;
        }
        try {
            TraceEvent next = advance();
            check(next);
            if (next.time <= lastTime) {
                next.time = lastTime + 1;
            }
            lastTime = next.time;
            return next;
        } catch (IOException e) {
            thrown = e;
            throw e;
        }
    }

    private TraceEvent advance() throws IOException {
        TraceEvent queued = maker.queued();
        if (queued != null) {
            return queued;
        }
        if (frontier.isEmpty() && (generation == null || generation.samples.isEmpty())) {
            return nextGeneration();
        }
        if (!generation.samples.isEmpty()) {
            CpuSamples.Sample sample = generation.samples.peek();
            if (frontier.isEmpty() || sample.time() < frontier.get(0).time) {
                generation.samples.take();
                return maker.sample(sample, generation);
            }
        }
        OrderRule broken = tryThread(0);
        if (broken != null) {
            tryOthers(broken);
        }
        return maker.event();
    }

    // Generations.

    private TraceEvent nextGeneration() throws IOException {
        if (pending != null) {
            throw pending;
        }
        if (generation != null) {
            goodBytes = generation.endOffset;
            goodGenerations++;
            generation = null;
        }
        try {
            generation = generations.next();
        } catch (TraceFormatException e) {
            pending = e;
            return maker.sync(lastTime, generation);
        }
        if (generation == null) {
            isDone = true;
            return maker.sync(lastTime, generation);
        }
        order.beginGeneration(generation.number);
        for (Generation.ThreadBatches thread : generation.threads()) {
            ThreadCursor cursor = new ThreadCursor(thread, generation.nanosPerUnit);
            if (cursor.next()) {
                frontier.add(cursor);
            }
        }
        return maker.sync(Ticks.nanos(generation.firstUnits, generation.nanosPerUnit), generation);
    }

    // Threads.

    /** The head cannot go on yet; some other thread may have what it waits for. */
    private void tryOthers(OrderRule headsRule) throws TraceFormatException {
        frontier.sort();
        for (int i = 1; i < frontier.size(); i++) {
            if (tryThread(i) == null) {
                return;
            }
        }
        ThreadCursor head = frontier.get(0);
        StringBuilder others = new StringBuilder();
        for (int i = 1; i < Math.min(frontier.size(), NAMED); i++) {
            ThreadCursor other = frontier.get(i);
            others.append(i == 1 ? "; also waiting: thread " : "; thread ");
            others.append(other.thread).append(" with ").append(other);
        }
        int unnamed = frontier.size() - NAMED;
        throw head.corrupt(
                expectation(headsRule)
                        + ", and no other thread can go on"
                        + others
                        + (unnamed > 0 ? "; and " + unnamed + " more" : ""));
    }

    /**
     * Takes the thread's event if it can come now.
     *
     * @return {@code null}, or the rule for which it must wait
     */
    private OrderRule tryThread(int place) throws TraceFormatException {
        ThreadCursor cursor = frontier.get(place);
        OrderRule broken =
                order.advance(
                        cursor.type,
                        cursor.thread,
                        cursor.a0,
                        cursor.a1,
                        cursor.a2,
                        cursor.a3,
                        ruledText(cursor));
        if (broken != null) {
            if (broken.mayWait()) {
                return broken;
            }
            throw cursor.corrupt(expectation(broken));
        }
        maker.make(cursor, order.effect(), generation);
        eventOffset = cursor.offset;
        if (cursor.next()) {
            frontier.update(place);
        } else {
            frontier.remove(place);
        }
        return null;
    }

    private static String expectation(OrderRule rule) {
        return "that " + rule.demand() + " (rule " + rule + ")";
    }

    /** The text that the rules look at, for the few events where they do. */
    private String ruledText(ThreadCursor cursor) throws TraceFormatException {
        long id;
        switch (cursor.type) {
            case USER_TASK_BEGIN:
                id = cursor.a2;
                break;
            case USER_REGION_BEGIN:
            case USER_REGION_END:
                id = cursor.a1;
                break;
            default:
                return null;
        }
        String text = generation.tables.string(id);
        if (text == null) {
            throw cursor.corrupt("a string id of the generation's table (rule R35)");
        }
        return text;
    }

    /** Looks up the ids that the event names. */
    private void check(TraceEvent next) throws TraceFormatException {
        EventType type = next.type();
        int strings = type.stringArgs();
        int stacks = type.stackArgs();
        if ((strings | stacks) == 0 || next.tables == null || type == EventType.CPU_SAMPLE) {
            return;
        }
        for (int i = 0; i < type.ownArgs(); i++) {
            long id = next.argument(i);
            if ((strings >> i & 1) != 0 && !next.tables.hasString(id)) {
                throw unknownId(next, "string", id);
            }
            if ((stacks >> i & 1) != 0 && !next.tables.hasStack(id)) {
                throw unknownId(next, "stack", id);
            }
        }
    }

    private TraceFormatException unknownId(TraceEvent next, String table, long id) {
        return new TraceFormatException(
                Fault.CORRUPT,
                eventOffset,
                generation.number,
                next.thread,
                next.type() + " with " + table + " id " + Long.toUnsignedString(id),
                "an id of the generation's " + table + " table (rule R35)");
    }

    /** Closes the input. */
    @Override
    public void close() throws IOException {
        generations.close();
    }
}
