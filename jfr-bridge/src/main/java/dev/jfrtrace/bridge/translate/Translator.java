package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.RecordStream;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Translates one JVM's records into one trace. The loop: take the next record, carry out the steps
 * that lie far enough behind it, plan its own.
 */
public final class Translator {
    /** How far steps stay behind records: long enough to know that a thread has fallen silent. */
    private static final long LOOKAHEAD = Silence.GAP + 1;

    /** A generation ends when its events take this many times the bytes of its tables. */
    private static final int WORTH_TABLES = 8;

    /** At the latest it ends when it is this many times as long as asked for. */
    private static final int MAX_STRETCH = 10;

    private final TranslateOptions options;
    private final TimeWindow window;

    /** What claims to happen later does not. */
    private final long recordingEnd;

    private final TraceEncoder encoder;
    private final TranslationReport report;
    private final Stage stage;
    private final ThreadTable table;
    private final GcEvents gcEvents;
    private final Map<JfrMapping, EventHandler> handlers = new EnumMap<>(JfrMapping.class);
    private final JfrMapping[] rows = JfrMapping.values();

    /**
     * Writes the header and the cast.
     *
     * @param window within the recording
     */
    public Translator(JvmRecording jvm, TranslateOptions options, TimeWindow window, UnitSink sink)
            throws IOException {
        this.options = options;
        this.window = window;
        this.recordingEnd = jvm.endTime();
        this.report = new TranslationReport(jvm.symbols());
        this.encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(options.version(), options.maxRestated(), report),
                        sink,
                        window.from(),
                        jvm.wallNanosAtZero());
        encoder.expectStrings(BlockReason.texts(options.goReasons()));
        StackTranslator stacks = new StackTranslator(jvm.stacks(), jvm.symbols(), encoder.frames());
        GoroutineNames names = new GoroutineNames(options.groupBy(), stacks);
        List<JvmThread> jvmThreads = jvm.takeThreads();
        this.table = new ThreadTable(jvmThreads, options.threads(), names, stacks);
        TracedThread vm = table.vmThread();
        ThreadModel threads = new ThreadModel(encoder, vm, options.goReasons());
        Timeline timeline = new Timeline(this::cutGeneration, window.to(), report::defect);
        this.stage = new Stage(encoder, table, threads, timeline, stacks, jvm.symbols());
        this.gcEvents = new GcEvents(stage);
        registerHandlers();
        introduceCast(vm);
        introduceThreads(jvmThreads);
    }

    private void registerHandlers() {
        new ThreadEvents(stage).register(handlers);
        new BlockingEvents(stage).register(handlers);
        gcEvents.register(handlers);
        new HeapEvents(stage).register(handlers);
        new SampleEvents(stage).register(handlers);
        new AnnotationEvents(stage).register(handlers);
        new OwnEvents(stage).register(handlers);
    }

    private void introduceCast(TracedThread vm) {
        long start = window.from();
        encoder.procStatus(Cast.DISPATCHER_M, start, Cast.DISPATCHER_P, ProcStatus.RUNNING);
        encoder.procStatus(Cast.VM_M, start, Cast.VM_P, ProcStatus.RUNNING);
        encoder.goCreate(Cast.DISPATCHER_M, start, vm.g, vm.nameStack, Stack.NONE);
        encoder.goStart(Cast.VM_M, start, vm.g);
        vm.become(ThreadState.RUNNABLE);
        vm.become(ThreadState.RUNNING);
        vm.m = Cast.VM_M;
        vm.p = (int) Cast.VM_P;
        encoder.procsChange(Cast.VM_M, start, encoder.procCount());
    }

    /**
     * Threads that were there before: created at the start, and blocked until something is heard of
     * them. Virtual threads appear with their first event: there may be hundreds of thousands.
     */
    private void introduceThreads(List<JvmThread> jvmThreads) {
        for (JvmThread jvmThread : jvmThreads) {
            TracedThread thread = table.get(jvmThread.index());
            if (thread != null && thread != table.vmThread() && wasThere(jvmThread)) {
                stage.threads.create(thread, window.from(), null, Stack.NONE);
                stage.threads.fallSilent(thread, window.from());
            }
        }
    }

    private boolean wasThere(JvmThread thread) {
        boolean startedBefore = thread.startNanos() <= window.from();
        boolean endedAfter =
                thread.endNanos() == JvmThread.UNKNOWN || thread.endNanos() > window.from();
        boolean certain = thread.startNanos() != JvmThread.UNKNOWN || !thread.thread().isVirtual();
        return startedBefore && endedAfter && certain;
    }

    /**
     * Translates all records and closes the trace.
     *
     * @param progress hears now and then which time has been reached
     */
    public TranslationReport translate(RecordStream records, LongConsumer progress)
            throws IOException {
        long count = 0;
        for (JfrRecord record = records.next(); record != null; record = records.next()) {
            report.count(record, plan(record));
            if ((++count & 0xFFF) == 0) {
                progress.accept(Math.min(record.start, window.to()));
            }
        }
        stage.silence.advance(window.to());
        stage.timeline.runUntil(window.to());
        gcEvents.finish(window.to());
        if (!encoder.close()) {
            throw new IllegalStateException(String.join("; ", report.refusals()));
        }
        report.finish(stage.threads.deferrals(), shownThreads());
        return report;
    }

    private Fate plan(JfrRecord record) throws IOException {
        if (record.start > recordingEnd) {
            return Fate.NO_TIME;
        }
        if (record.end < window.from() || record.start > window.to()) {
            return Fate.OUTSIDE;
        }
        boolean endsInTime = record.end <= recordingEnd;
        if (!endsInTime) {
            record.end = record.start;
        }
        if (record.start < window.from()) {
            record.start = window.from();
            report.countClippedAtEdge();
        }
        stage.silence.advance(record.start);
        stage.timeline.runUntil(record.start - LOOKAHEAD);
        Fate fate = planInTime(record);
        return fate == Fate.TRANSLATED && !endsInTime ? Fate.NO_LENGTH : fate;
    }

    private Fate planInTime(JfrRecord record) {
        JfrMapping row = rows[record.row];
        TracedThread thread = table.get(record.thread);
        if (thread == null && record.thread != JfrRecord.NONE && !row.isOfTheJvm()) {
            return Fate.FILTERED;
        }
        if (thread == null && needsThread(row)) {
            return Fate.NO_THREAD;
        }
        if (thread != null && record.start > thread.endsAt && row.family() != Family.OTHER) {
            return Fate.AFTER_END;
        }
        return handlers.get(row).plan(record, thread);
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

    private void cutGeneration(long time) throws IOException {
        if (isGenerationDue(time) && encoder.hasEvents() && encoder.mayCut()) {
            encoder.cut(time);
        }
    }

    /**
     * A generation ends when it is old enough and has events enough to be worth the strings and
     * stacks that the next one must repeat; a quiet program would else write little but tables.
     */
    private boolean isGenerationDue(long time) {
        if (encoder.generationBytes() >= options.generationBytes()) {
            return true;
        }
        long age = time - encoder.generationStart();
        return age >= options.generationNanos()
                && (age >= options.generationNanos() * MAX_STRETCH
                        || encoder.eventBytes() >= encoder.tableBytes() * WORTH_TABLES);
    }

    private int shownThreads() {
        int shown = 0;
        for (int i = 0; i < table.size(); i++) {
            TracedThread thread = table.get(i);
            shown += thread != null && thread.state != ThreadState.NEW ? 1 : 0;
        }
        return shown;
    }

    /** Events written, generations, bytes. */
    public TraceEncoder encoder() {
        return encoder;
    }
}
