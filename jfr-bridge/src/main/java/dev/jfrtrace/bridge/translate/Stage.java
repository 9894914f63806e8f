package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.Settings;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.generation.Stack;

/** What the handlers of all families share: where they plan, and whom they ask. */
final class Stage {
    private static final String LATE = "late";

    final TraceEvents encoder;
    final ThreadTable table;
    final ThreadModel threads;
    final Timeline timeline;
    final Silence silence;
    final NativeLooks nativeLooks;
    final Regions regions;
    final Pauses pauses;
    final StackTranslator stacks;
    final Symbols symbols;
    final CpuBudget budget = new CpuBudget();
    final CpuTimes cpuTimes = new CpuTimes(this);
    private final long recordingEnd;

    /** How old the JVM was when the recording began, at most; unknown while it runs. */
    long ageAtStart = Long.MAX_VALUE;

    /** What the recording says of itself; nothing while it runs. */
    Settings settings = new Settings();

    /** Whether it has collections, but no pauses of them; unknown while it runs. */
    boolean lacksPauses;

    /** How late timers are of themselves where the recording was made. */
    Timers timers = Timers.COARSE;

    /** When the recording begins. */
    long startTime = JvmRecording.START;

    private long beganAt;
    private long endedAt;
    private boolean isLate;
    private boolean endedBefore;

    Stage(
            TraceEvents encoder,
            ThreadTable table,
            ThreadModel threads,
            Timeline timeline,
            StackTranslator stacks,
            Symbols symbols,
            long recordingEnd) {
        this.encoder = encoder;
        this.table = table;
        this.threads = threads;
        this.timeline = timeline;
        this.silence = new Silence(threads, timeline, budget);
        this.nativeLooks = new NativeLooks(threads, timeline);
        this.regions = new Regions(encoder, threads, timeline);
        this.stacks = stacks;
        this.pauses = new Pauses(encoder, threads, timeline, stacks);
        this.symbols = symbols;
        this.recordingEnd = recordingEnd;
    }

    /** Whether records come as they happen. */
    boolean isLive() {
        return recordingEnd == Long.MAX_VALUE;
    }

    /** When nothing more is recorded; far away while that is not known. */
    long recordingEnd() {
        return recordingEnd;
    }

    /**
     * The record at hand is to be planned: one that comes late starts where the trace has come.
     *
     * @param began when it began, which may be before the trace
     */
    void meet(JfrRecord record, long began) {
        beganAt = began;
        endedAt = record.end;
        long position = timeline.position();
        if (record.start < position) {
            isLate = true;
            endedBefore = record.end < position;
            record.start = position;
            record.end = Math.max(record.end, position);
        } else {
            isLate = false;
            endedBefore = false;
        }
    }

    /** Whether the record at hand began before what has been written, which only a live one can. */
    boolean isLate() {
        return isLate;
    }

    /** When the record at hand began, though the trace may begin later, or have come further. */
    long beganAt() {
        return beganAt;
    }

    /** Whether the record began before what is shown, and its start was moved to that. */
    boolean isClipped(JfrRecord record) {
        return !isLate() && beganAt < record.start;
    }

    /** When the record at hand ended, though the trace may have come further. */
    long endedAt() {
        return endedAt;
    }

    /** Whether the record at hand tells of something that lasted. */
    boolean lasts() {
        return endedAt > beganAt;
    }

    /** What becomes of the record at hand when it becomes something. */
    Fate translated() {
        return isLate ? Fate.LATE : Fate.TRANSLATED;
    }

    /** Whether it even ended before that. */
    boolean endedBefore() {
        return endedBefore;
    }

    /** Logs, while the thread runs, what began too long ago to be shown from its start. */
    void planLate(TracedThread thread, long time, String what, Stack stack) {
        String message =
                endedAt <= time
                        ? what + ", of " + (endedAt - beganAt) / 1_000_000 + " ms"
                        : what + ", for " + (time - beganAt) / 1_000_000 + " ms up to here";
        planLog(thread, time, LATE, message, stack);
    }

    /** Plans something that the thread does while it runs, now or as soon as it can. */
    void planRunning(TracedThread thread, long time, Step step) {
        silence.heardOf(thread, time);
        Step running =
                t -> {
                    threads.run(thread, t);
                    step.run(t);
                };
        timeline.begin(time, thread, running);
    }

    /**
     * Plans a log entry, which is evidence that its thread runs. Without a thread it is on the VM's
     * goroutine, and says nothing of what that does.
     */
    void planLog(TracedThread thread, long time, String category, String message, Stack stack) {
        if (thread == null) {
            timeline.begin(time, t -> logAsVm(t, category, message, stack));
        } else {
            planRunning(
                    thread, time, t -> encoder.userLog(thread.m, t, 0, category, message, stack));
        }
    }

    /** Plans a log entry on the VM's goroutine. */
    void planVmLog(long time, String category, String message) {
        planLog(null, time, category, message, Stack.NONE);
    }

    /** Logs on the VM's goroutine; if that is at rest, it rests again. */
    void logAsVm(long time, String category, String message, Stack stack) {
        threads.onVmThread(time, t -> encoder.userLog(Cast.VM_M, t, 0, category, message, stack));
    }

    /**
     * Plans a region or a task; without a thread it is the VM's. It shows that the thread ran where
     * it begins and ends, and nothing of what is between.
     */
    void planRegion(
            TracedThread thread, JfrRecord record, String name, String message, Stack stack) {
        TracedThread on = thread == null ? table.vmThread() : thread;
        if (isLate) {
            planLate(on, record.end, message == null ? name : name + ": " + message, stack);
            return;
        }
        silence.heardOf(on, record.start);
        silence.willHearOf(on, record.end);
        regions.plan(on, record.start, record.end, name, message, stack);
    }

    /**
     * The last instant up to {@code time} at which the thread is not known to wait, or to be
     * stopped. JFR times what others tell of it when they come to run: it may have blocked by then,
     * or the world may have stopped.
     */
    long lastRunning(TracedThread thread, long time) {
        long going = thread.stopsWithWorld ? pauses.lastBefore(time) : time;
        boolean waits = thread.waitsFrom <= going && going < thread.waitsUntil;
        return waits ? thread.waitsFrom - 1 : going;
    }

    /** The thread runs at {@code time}, which may be still to come, and nothing more is known. */
    void planEvidence(TracedThread thread, long time) {
        silence.willHearOf(thread, time);
        timeline.begin(time, thread, t -> threads.run(thread, t));
    }

    /**
     * Plans what a look at a thread tells of it that said nothing; whoever has spoken knows better.
     * The look was taken at the record's end, and tells of all the time from its begin on.
     *
     * @param reason what it waits for, {@link BlockReason#UNKNOWN} if it may as well run
     */
    Fate explain(JfrRecord record, TracedThread thread, BlockReason reason) {
        Word word = new Word(record.end, reason, stacks.at(record.stack));
        thread.nextWord = word;
        if (reason == BlockReason.NETWORK && !thread.selects) {
            thread.selects = WaitPlaces.isSelector(stacks.leaf(record.stack));
        }
        if (reason != BlockReason.UNKNOWN) {
            silence.waitsAt(thread, record.end);
        }
        timeline.begin(record.start, time -> threads.explainSilence(thread, time, word));
        return Fate.EVIDENCE;
    }

    /**
     * From {@code time} on the thread waits, of which there is no event, until it is heard of
     * again.
     */
    void planUntoldWait(TracedThread thread, long time, BlockReason reason, Stack stack) {
        thread.nextWord = new Word(time + 1, reason, stack);
        silence.waitsAt(thread, time + 1);
    }

    /** Text of a symbol, or {@code otherwise} where there is none. */
    String text(long symbol, String otherwise) {
        String text = symbols.text(symbol);
        return text == null ? otherwise : text;
    }
}
