package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.RecordMaker;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.HeapShare;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.LostBytes;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.write.TraceWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a JVM's events as its stream delivers them, in any order between two flushes, and gives
 * them to the translator in the order of their starts. The open generation and what is held back
 * are all that is in memory (rule L1). Used by the engine's thread alone; blocks where the trace's
 * sink does.
 */
final class LiveFeed {
    /** Bytes that an event takes that is held back, about. */
    private static final int HELD_BYTES = 160;

    /** Most events that are held back: 40 MB of them, or an eighth of a small heap. */
    private static final int MAX_HELD =
            (int) (HeapShare.atMost((long) HELD_BYTES << 18, 8) / HELD_BYTES);

    /** Most characters of texts that are held back with them. */
    private static final int MAX_TEXT = 1 << 24;

    /** What was met is forgotten, if not met again, after this long; more than is held back. */
    private static final long TURN = 10_000_000_000L;

    /** Between two flushes there is a pulse at least, unless the JVM stood still. */
    private static final long JUMP = 1_000_000_000L;

    private static final String DELETED = " ms of events were deleted before they were read";

    private static final String LOST = " ms of events are missing: JFR lost or deleted them";

    /** A trace ends in time for what the encoder must move. */
    private static final long MAX_TIME = Limits.MAX_TIME - 86_400_000_000_000L;

    /**
     * What a feed is made for.
     *
     * @param hidden sentences that say what the trace cannot show
     */
    record Setup(
            Set<Family> families,
            boolean showsOwnThreads,
            long holdBackNanos,
            TranslateOptions options,
            List<String> hidden,
            TraceWriter writer) {}

    private final Setup setup;
    private final LiveThreads threads;
    private final SilentPlaces silent = new SilentPlaces();
    private final LiveRecords records;
    private final LostEnds lostEnds;
    private final Holdback held = new Holdback();
    private final Pulses pulses;
    private final Pace pace = new Pace();
    private Map<Long, Waits.Wait> firstWaits = Map.of();
    private volatile LiveClock clock;
    private Translator translator;
    private long newest = Long.MIN_VALUE;

    /** The newest time of all flushes before, and the oldest end since. */
    private long newestBefore = Long.MIN_VALUE;

    private long oldestEnd = Long.MAX_VALUE;

    /** Nothing has ended later, as far as is known. */
    private long horizon = Long.MIN_VALUE;

    private long turnedAt = Long.MIN_VALUE;

    private boolean hasSeenEnd;
    private volatile boolean isStopping;

    /** Whether JFR has said since the last flush that it lost something. */
    private boolean hasLost;

    private long events;
    private long early;
    private final LostBytes lostBytes = new LostBytes();

    LiveFeed(Setup setup, Pulses pulses) {
        this.setup = setup;
        this.threads = new LiveThreads(setup.showsOwnThreads());
        this.records = new LiveRecords(setup.families(), threads, silent);
        this.pulses = pulses;
        this.lostEnds = new LostEnds(threads, pulses.areOfThisJvm());
    }

    /**
     * Must be called after the recording has started and before the trace begins, by any thread.
     *
     * @param jvmClock anchored before the trace begins, so that no time of it is negative
     * @param waits what threads wait for where the trace begins
     */
    void expect(LiveClock jvmClock, Map<Long, Waits.Wait> waits) {
        firstWaits = waits;
        clock = jvmClock;
    }

    /** The trace is to end soon. May be called by any thread. */
    void hurry() {
        isStopping = true;
        pace.hurry();
    }

    /** Whether the newest pulses have been read, of which {@code last} was given last. */
    boolean hasHeard(long last) {
        return pulses.hasHeard(last);
    }

    /** Events from here on are those of another of JFR's files. */
    void begin() {
        records.begin();
    }

    /** Takes an event, which may be used again for the next one. */
    void event(JfrEvent event) throws IOException {
        if (clock == null) {
            // Recorded while the trace was being started: not in it.
            return;
        }
        RecordMaker.Plan plan = records.planOf(event);
        if (plan.row() == JfrMapping.PULSE) {
            pulse(event);
            return;
        }
        events++;
        if (!plan.isCollected()) {
            return;
        }
        JfrRecord record = held.fresh();
        records.make(plan, event, record, clock);
        note(record, plan.row());
        held.add(record);
        pace.step();
        if (isMuch(MAX_HELD, MAX_TEXT) && hasBegun()) {
            releaseEarly(Long.MAX_VALUE);
        }
    }

    private boolean isMuch(int records, int characters) {
        return held.size() > records || held.textLength() > characters;
    }

    /** An event that will be taken later. The trace's first pulse may come behind many others. */
    void ahead(JfrEvent event) {
        if (clock != null && records.planOf(event).row() == JfrMapping.PULSE) {
            pulse(event);
        }
    }

    /**
     * All events have been taken that JFR had when it flushed, and that began before {@code ticks}.
     */
    void part(long ticks) throws IOException {
        if (clock == null || !hasBegun()) {
            return;
        }
        releaseEarly(ticks == Long.MAX_VALUE ? ticks : clock.time(ticks));
        threads.releaseMany(translator.position(), this::forget);
    }

    /** For whoever looks at threads while this feed runs. */
    SilentPlaces silent() {
        return silent;
    }

    /**
     * Too many are held back: plans the oldest, of those that began before {@code front}, until a
     * quarter of the room is free. So records are sorted many at a time, and not one by one.
     */
    private void releaseEarly(long front) throws IOException {
        long due = newest - setup.holdBackNanos();
        while (isMuch(MAX_HELD / 4 * 3, MAX_TEXT / 2)) {
            JfrRecord record = held.before(front);
            if (record == null) {
                return;
            }
            early += record.start < due ? 0 : 1;
            plan(record);
        }
    }

    private void pulse(JfrEvent event) {
        long time = clock.time(event.startTicks());
        if (pulses.take(event, time)) {
            newest = Math.max(newest, time);
            clock.heard(time);
            hasSeenEnd = pulses.end() != Pulses.UNKNOWN;
        }
    }

    private void note(JfrRecord record, JfrMapping row) {
        if (record.end > horizon) {
            horizon = clock.latest();
        }
        if (record.end <= horizon) {
            newest = Math.max(newest, record.end);
            oldestEnd = Math.min(oldestEnd, record.end);
        } else {
            // A broken duration: nothing ends in the future.
            record.end = record.start;
        }
        threads.note(record, row);
        if (row == JfrMapping.DATA_LOSS) {
            lostBytes.add(
                    record.slots[JfrMapping.DATA_LOSS_AMOUNT],
                    record.slots[JfrMapping.DATA_LOSS_TOTAL]);
            hasLost = true;
        }
    }

    /** The system's id of a Java thread; 0 while it is not known. May be called by any thread. */
    long osIdOf(long javaId) {
        return threads.osIdOf(javaId);
    }

    /** All events that JFR had when it flushed have been taken. */
    void flush() throws IOException {
        if (clock == null || !hasBegun()) {
            return;
        }
        if (oldestEnd - newestBefore > JUMP && !pulses.hasBeat()) {
            // Time has jumped: the next beat tells whether something is missing.
            return;
        }
        Pulses.Gap gap = pulses.gap(newestBefore, oldestEnd, hasLost);
        if (gap != null) {
            bridge(gap);
        }
        if (gap != null || hasLost) {
            lostEnds.lost(clock.now());
            hasLost = false;
        }
        goOn();
    }

    /** Plans what need not be held back any longer, and forgets threads that are gone. */
    private void goOn() throws IOException {
        long front = newest - setup.holdBackNanos();
        release(front);
        translator.advance(front);
        lostEnds.endMissing(translator, front, clock);
        threads.release(front, this::forget);
        turn();
        newestBefore = newest;
        oldestEnd = Long.MAX_VALUE;
        pace.restart();
    }

    private boolean hasBegun() throws IOException {
        if (translator == null && pulses.begin() != Pulses.UNKNOWN) {
            begin(pulses.begin());
        }
        return translator != null;
    }

    private void begin(long start) throws IOException {
        translator =
                new Translator(
                        setup.options(),
                        records.names(),
                        setup.writer(),
                        start,
                        clock.wallNanosAtZero());
        translator.tellHidden(setup.hidden());
        turnedAt = start;
        newestBefore = start;
        introduceFirst(start);
    }

    /** Threads that were there before the trace: the survey's events say which. */
    private void introduceFirst(long start) throws IOException {
        Set<Long> left = Set.copyOf(held.threadsOf(JfrMapping.THREAD_END, start));
        for (long thread : held.threadsOf(JfrMapping.THREAD_STATE, Long.MAX_VALUE)) {
            JvmThread known = threads.thread(thread);
            if (known != null && !left.contains(thread)) {
                Waits.Wait wait = firstWaits.getOrDefault(known.thread().javaId(), Waits.UNKNOWN);
                translator.introduce(known, wait.reason(), records.stackOf(wait.stack()));
            }
        }
        firstWaits = Map.of();
    }

    private void release(long front) throws IOException {
        for (JfrRecord record; (record = held.before(front)) != null; ) {
            plan(record);
        }
    }

    private void plan(JfrRecord record) throws IOException {
        translator.plan(record);
        held.recycle(record);
        pace.step();
    }

    /** What came before the gap goes on; then the trace says that something is missing. */
    private void bridge(Pulses.Gap gap) throws IOException {
        release(gap.from());
        String what = gap.millis() + (hasLost ? LOST : DELETED);
        // Who is still there is known of platform threads alone. The others end, and appear again
        // if they are heard of.
        translator.bridge(gap.from(), gap.to(), what, number -> !threads.isVirtual(number));
        translator.forgetEnded(threads::isVirtual);
    }

    private boolean forget(long number) {
        boolean isGone = translator.isGone(number);
        if (isGone) {
            translator.forget(number);
        }
        return isGone;
    }

    /**
     * Every ten seconds or so, and sooner where much has been met, forgets threads and stacks that
     * were not met since the last turn but one.
     */
    private void turn() {
        boolean due = newest - turnedAt > TURN + 2 * setup.holdBackNanos();
        if (due || records.knowMuch() && newest - turnedAt > 2 * setup.holdBackNanos()) {
            turnedAt = newest;
            lostEnds.endUnheard(translator);
            records.turn(this::forget);
        }
    }

    /**
     * Nothing more will come: writes the rest and closes the trace.
     *
     * @param tailWasRead whether all that was recorded has come, though the trace's end is not
     *     among it
     */
    void finish(boolean tailWasRead) throws IOException {
        if (clock == null) {
            return;
        }
        if (!hasBegun()) {
            // It ended before JFR had flushed once: a header alone would be no trace.
            begin(Math.max(JvmRecording.START, clock.now()));
        }
        flush();
        goOn();
        release(Long.MAX_VALUE);
        if (isStopping && !hasSeenEnd && !tailWasRead) {
            pulses.missEnd(newest, clock.now());
        }
        long end = hasSeenEnd ? pulses.end() : newest;
        lostEnds.finish(translator, end);
        translator.finish(Math.max(end, translator.position()));
    }

    /** Whether the trace has become as long as a trace can be. */
    boolean isFull() {
        return newest > MAX_TIME;
    }

    long events() {
        return events;
    }

    /** Events that went on early, because too many were held back. */
    long early() {
        return early;
    }

    long lostBytes() {
        return lostBytes.sum();
    }

    long gaps() {
        return pulses.gaps();
    }

    long gapNanos() {
        return pulses.gapNanos();
    }

    /** What makes the trace; {@code null} before its first pulse has been read. */
    Translator translator() {
        return translator;
    }
}
