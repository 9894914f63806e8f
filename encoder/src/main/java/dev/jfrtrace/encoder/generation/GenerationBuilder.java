package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one generation. It encodes at once, so that a generation in memory is about as large as
 * in the file. The order of events is not its business: {@code TraceEncoder} judges them first.
 */
public final class GenerationBuilder {
    private final long number;
    private final long startTime;
    private final ClockSnapshot clock;
    private final StringTable strings;
    private final StackTable stacks;
    private final LongMap<BatchList> threads = new LongMap<>();
    private final List<BatchList> threadsInOrder = new ArrayList<>();
    private final BatchList cpuSamples = new BatchList(Limits.NONE, EventType.CPU_SAMPLES);
    private final ByteSink scratch = new ByteSink(64);

    /** The thread of the last event, which is often that of the next; at first one of no event. */
    private long lastThread = Long.MIN_VALUE;

    private BatchList lastList;
    private long eventBytes;
    private long eventCount;

    public GenerationBuilder(long number, ClockSnapshot clock) {
        this.number = number;
        this.startTime = clock.time();
        this.clock = clock;
        this.strings = new StringTable(startTime);
        this.stacks = new StackTable(strings, number, startTime);
    }

    public long number() {
        return number;
    }

    public long startTime() {
        return startTime;
    }

    /** The generation's id of a string. */
    public int string(String text) {
        return strings.id(text);
    }

    /** The generation's id of a stack. */
    public int stack(Stack stack) {
        return stacks.id(stack);
    }

    /** Whether the strings and stacks that the event names are defined here (F5). */
    public boolean knowsIdsOf(EventType type, long a0, long a1, long a2, long a3) {
        int strung = type.stringArgs();
        int stacked = type.stackArgs();
        return (strung | stacked) == 0
                || isDefined(strung, stacked, a0)
                        && isDefined(strung >> 1, stacked >> 1, a1)
                        && isDefined(strung >> 2, stacked >> 2, a2)
                        && isDefined(strung >> 3, stacked >> 3, a3);
    }

    private boolean isDefined(int isString, int isStack, long id) {
        if ((isString & 1) != 0) {
            return strings.knows(id);
        }
        return (isStack & 1) == 0 || stacks.knows(id);
    }

    /** Appends a timed event to its thread's stream. Times rise over all threads (F1). */
    public void event(EventType type, long m, long time, long a0, long a1, long a2, long a3) {
        eventBytes += thread(m).event(type, time, a0, a1, a2, a3);
        eventCount++;
    }

    /** Appends a CPU sample; its time is at or after the generation's start. */
    public void cpuSample(long time, long m, long p, long g, int stack) {
        scratch.clear();
        scratch.type(EventType.CPU_SAMPLE.number());
        scratch.varint(time);
        scratch.varint(m);
        scratch.varint(p);
        scratch.varint(g);
        scratch.varint(stack);
        cpuSamples.entry(scratch, startTime);
        eventBytes += scratch.length();
        eventCount++;
    }

    /** Bytes so far: events, samples and tables. */
    public long bytes() {
        return eventBytes + strings.bytes() + stacks.bytes();
    }

    /** Bytes of events and samples so far, which {@link #bytes} includes. */
    public long eventBytes() {
        return eventBytes;
    }

    /** Timed events and CPU samples so far. */
    public long eventCount() {
        return eventCount;
    }

    /** Strings that had to be cut to the format's bound so far. */
    public int cutStrings() {
        return strings.cut();
    }

    /** The generation as data; the builder is done with. */
    public Generation seal() {
        List<Batch> events = new ArrayList<>();
        for (BatchList thread : threadsInOrder) {
            events.addAll(thread.finish());
        }
        return new Generation(
                number,
                startTime,
                clock,
                strings.finish(),
                stacks.finish(),
                events,
                cpuSamples.finish(),
                eventCount);
    }

    private BatchList thread(long m) {
        if (lastThread != m) {
            lastThread = m;
            lastList = threads.get(m);
            if (lastList == null) {
                lastList = new BatchList(m, null);
                threads.put(m, lastList);
                threadsInOrder.add(lastList);
            }
        }
        return lastList;
    }
}
