package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Plans records, each by the handler of its row, and carries out the steps that lie far enough
 * behind them. What happens to a record is decided here: whether it lies in the trace, whether its
 * thread is shown.
 */
final class Planner {
    /** How far steps stay behind records: long enough to know that a thread has fallen silent. */
    private static final long LOOKAHEAD = Silence.GAP + 1;

    /** A dump is one event, and a record for each of its threads besides. */
    private static final int DUMP = JfrMapping.THREAD_DUMP.ordinal();

    private static final int NAME = JfrMapping.THREAD_NAME.ordinal();

    /** In nanoseconds; between two ends of one thread, and far less than a life of a thread. */
    private static final long SAME_END = 100_000;

    private final Stage stage;
    private final GcEvents gcEvents;
    private final ThreadEvents threadEvents;
    private final TranslationReport report;
    private final Map<JfrMapping, EventHandler> handlers = new EnumMap<>(JfrMapping.class);
    private final JfrMapping[] rows = JfrMapping.values();
    private final EarlierWords earlier = new EarlierWords();
    private final long from;
    private long to = Long.MAX_VALUE;

    /** What claims to happen later does not. */
    private final long recordingEnd;

    /**
     * A planner.
     *
     * @param from the trace's first moment
     */
    Planner(Stage stage, GcEvents gcEvents, TranslationReport report, long from) {
        this.stage = stage;
        this.gcEvents = gcEvents;
        this.threadEvents = new ThreadEvents(stage);
        this.report = report;
        this.from = from;
        this.recordingEnd = stage.recordingEnd();
        registerHandlers();
    }

    private void registerHandlers() {
        threadEvents.register(handlers);
        new VirtualThreadEvents(stage).register(handlers);
        new BlockingEvents(stage).register(handlers);
        new IoEvents(stage).register(handlers);
        gcEvents.register(handlers);
        new HeapEvents(stage).register(handlers);
        new SampleEvents(stage).register(handlers);
        new AnnotationEvents(stage, report).register(handlers);
        new OwnEvents(stage).register(handlers);
        new QuotaEvents(stage).register(handlers);
    }

    /** Carries out what is due before the record, and plans it. */
    Fate plan(JfrRecord record) throws IOException {
        if (record.start > recordingEnd) {
            return Fate.NO_TIME;
        }
        if (record.start < from) {
            earlier.note(record);
        } else {
            tellEarlier();
        }
        if (record.end < from && !holdsLater(rows[record.row]) || record.start > to) {
            return Fate.OUTSIDE;
        }
        boolean endsInTime = record.end <= recordingEnd;
        if (!endsInTime) {
            record.end = record.start;
        }
        long began = record.start;
        if (began < from) {
            record.start = from;
            if (rows[record.row].family() != Family.OTHER) {
                report.countClippedAtEdge();
            }
        }
        advance(record.start);
        stage.meet(record, began);
        Fate fate = planInTime(record);
        return fate == Fate.TRANSLATED && !endsInTime ? Fate.NO_LENGTH : fate;
    }

    private void tellEarlier() {
        if (!earlier.isEmpty()) {
            for (JfrRecord word : earlier.take(from)) {
                stage.meet(word, from);
                planInTime(word);
            }
        }
    }

    /** No record will come any more that starts before {@code front}, or only late ones. */
    void advance(long front) throws IOException {
        threadEvents.advance(front);
        stage.silence.advance(front);
        stage.nativeLooks.advance(front);
        stage.timeline.runUntil(front - LOOKAHEAD);
    }

    /** Nothing more will come: carries out all that is planned up to {@code end}. */
    void finish(long end) throws IOException {
        tellEarlier();
        threadEvents.advance(Long.MAX_VALUE);
        stage.silence.advance(end);
        stage.nativeLooks.advance(end);
        stage.cpuTimes.finish(end);
        stage.timeline.runUntil(end);
        gcEvents.finish(end);
    }

    /** What lies behind the end is left out. */
    void endAt(long end) {
        to = end;
        stage.timeline.endAt(end);
    }

    private Fate planInTime(JfrRecord record) {
        JfrMapping row = rows[record.row];
        TracedThread thread = stage.table.get(record.thread);
        if (thread == null && record.thread != JfrRecord.NONE && !row.isOfTheJvm()) {
            return stage.table.isFolded(record.thread) ? Fate.FOLDED : Fate.FILTERED;
        }
        if (thread == null && needsThread(row)) {
            // The thread that waits for the program's end starts without a name or a number.
            return row == JfrMapping.THREAD_START ? Fate.NOT_USED : Fate.NO_THREAD;
        }
        if (startsAgain(record, thread)) {
            thread = stage.table.renew(record.thread);
        }
        if (thread != null && record.start > thread.endsAt && row.family() != Family.OTHER) {
            return isSameEnd(record, thread) ? Fate.EVIDENCE : Fate.AFTER_END;
        }
        return handlers.get(row).plan(record, thread);
    }

    /**
     * What a thread is called it is still called later, CPUs stay as many, and counters go on from
     * where they were.
     */
    private static boolean holdsLater(JfrMapping row) {
        switch (row) {
            case THREAD_NAME:
            case CPU_INFORMATION:
            case CONTAINER_CONFIGURATION:
            case CONTAINER_THROTTLING:
                return true;
            default:
                return false;
        }
    }

    /** As the compilers' threads do; a virtual one is not there any more, the VM thread always. */
    private boolean startsAgain(JfrRecord record, TracedThread thread) {
        return rows[record.row] == JfrMapping.THREAD_START
                && thread != null
                && !thread.isVirtual()
                && thread != stage.table.vmThread()
                && stage.beganAt() > thread.endsAt;
    }

    /** Some JVMs tell the end of a compiler's thread twice, a few microseconds apart. */
    private boolean isSameEnd(JfrRecord record, TracedThread thread) {
        return rows[record.row] == JfrMapping.THREAD_END && record.start - thread.endsAt < SAME_END;
    }

    private static boolean needsThread(JfrMapping row) {
        switch (row.family()) {
            case THREADS:
            case LOCKS:
            case IO:
            case SAMPLES:
                return true;
            default:
                return row == JfrMapping.ALLOCATION_STALL;
        }
    }

    /** Whether there is no event that is this record, but others that tell it. */
    static boolean isMadeUp(JfrRecord record) {
        boolean isPart = record.row == DUMP && record.thread != JfrRecord.NONE;
        boolean isName = record.row == NAME && record.slots[JfrMapping.NAME_IS_MADE_UP] != 0;
        return isPart || isName || CpuEvents.isSweep(record);
    }
}
