package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.LoadPeriods;
import dev.jfrtrace.bridge.collect.RecordMaker;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.translate.Names;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Makes records of the events of a stream, with times of the trace, and small numbers for what the
 * JDK has objects for. Used by the engine's thread alone.
 */
final class LiveRecords {
    /** Threads and stacks that are known between two turns. */
    private static final int MAX_KNOWN = 1 << 16;

    /** Loads are told once a second. */
    private static final long LOAD_PERIOD = 1_000_000_000L;

    private final Set<Family> families;
    private final LiveThreads threads;
    private final SilentPlaces silent;
    private final Symbols symbols = new Symbols();
    private final LiveStacks stacks = new LiveStacks();
    private final LivePlaces places;
    private final LoadPeriods loads = new LoadPeriods(0, LOAD_PERIOD);
    private RecordMaker maker;

    LiveRecords(Set<Family> families, LiveThreads threads, SilentPlaces silent) {
        this.families = families;
        this.threads = threads;
        this.silent = silent;
        this.places = new LivePlaces(threads, stacks);
        this.maker = new RecordMaker(families, symbols, places);
    }

    /** Events from here on are those of another chunk. */
    void begin() {
        places.begin();
        maker = new RecordMaker(families, symbols, places);
    }

    RecordMaker.Plan planOf(JfrEvent event) {
        return maker.planOf(event.type());
    }

    /** Fills the record with what the plan reads of the event. */
    void make(RecordMaker.Plan plan, JfrEvent event, JfrRecord record, LiveClock clock)
            throws IOException {
        maker.make(plan, event, record);
        record.start = clock.time(record.start);
        record.end = clock.time(record.end);
        switch (plan.row()) {
            case CPU_LOAD -> {
                loads.complete(record);
                clock.heard(record.end);
            }
            case THREAD_CPU_LOAD ->
                    loads.complete(record, Runtime.getRuntime().availableProcessors());
            case THREAD_STATE -> record.stack = stackOf(silent.take(event.number("place")));
            default -> {}
        }
    }

    /** The number of a stack. */
    long stackOf(List<JfrFrame> stack) {
        return stack.isEmpty() ? JfrRecord.NONE : stacks.add(stack);
    }

    /** What the numbers stand for. */
    Names names() {
        return new Names(symbols, stacks, threads);
    }

    /** Whether it is time for a turn, however little has passed since the last one. */
    boolean knowMuch() {
        return places.known() > MAX_KNOWN;
    }

    /**
     * Forgets what was not met of late.
     *
     * @param isDone as in {@link LiveThreads#turn}
     */
    void turn(LongPredicate isDone) {
        places.turn(isDone);
    }
}
