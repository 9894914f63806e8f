package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.JvmThreads;
import dev.jfrtrace.bridge.collect.Records;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.parallel.Workers;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Translates one JVM's records into one trace, whole ({@link #translate}) or as they come ({@link
 * #plan}, {@link #advance}, {@link #finish}). For each record: carry out the steps that lie far
 * enough behind it, plan its own.
 *
 * <p>Not thread-safe. It blocks where its sink does.
 */
public final class Translator {
    /** At the latest it ends when it is this many times as long as asked for. */
    private static final int MAX_STRETCH = 10;

    /** Category of the log that says which waits there can be that are not shown. */
    private static final String HIDDEN = "hidden waits";

    private final long from;

    /** The trace's last moment; far away while it is not known. */
    private long to = Long.MAX_VALUE;

    private final TraceEncoder encoder;
    private final Encoding encoding;
    private final TranslationReport report;
    private final Stage stage;
    private final ThreadTable table;
    private final Planner planner;
    private final GapBridge gap;

    /**
     * For a recording that has been read: writes the header and the cast.
     *
     * @param window within the recording
     */
    public Translator(JvmRecording jvm, TranslateOptions options, TimeWindow window, UnitSink sink)
            throws IOException {
        this(jvm, options, window, sink, null);
    }

    /**
     * The same.
     *
     * @param workers one of whom encodes what this thread translates, and writes to the sink;
     *     {@code null} for none
     */
    public Translator(
            JvmRecording jvm,
            TranslateOptions options,
            TimeWindow window,
            UnitSink sink,
            Workers workers)
            throws IOException {
        this(options, window, sink, workers, jvm, jvm.takeThreads());
    }

    private Translator(
            TranslateOptions options,
            TimeWindow window,
            UnitSink sink,
            Workers workers,
            JvmRecording jvm,
            JvmThreads jvmThreads)
            throws IOException {
        this(
                options,
                new Names(jvm.symbols(), jvm.stacks(), index -> jvmThreads.get((int) index)),
                new TraceWriter(options.version(), sink),
                window.from(),
                jvm.wallNanosAtZero(),
                MAX_STRETCH,
                jvm.endTime(),
                workers);
        stage.ageAtStart = jvm.ageAtStart();
        stage.settings = jvm.settings();
        stage.lacksPauses = jvm.lacksPauses();
        stage.timers = Timers.of(jvm.isOnLinux());
        stage.startTime = jvm.startTime();
        endAt(window.to());
        table.countFolded(jvm.foldedCount());
        introduceThreads(jvmThreads);
    }

    /**
     * For records of this JVM that are still to come: writes the cast.
     *
     * @param names what records name by numbers
     * @param writer has written the header, and nothing else
     * @param start the trace's first moment
     * @param wallNanosAtZero the wall clock at time 0, in nanoseconds since 1970
     */
    public Translator(
            TranslateOptions options,
            Names names,
            TraceWriter writer,
            long start,
            long wallNanosAtZero) {
        this(options, names, writer, start, wallNanosAtZero, 1, Long.MAX_VALUE, null);
        stage.timers = Timers.ofThisJvm();
    }

    private Translator(
            TranslateOptions options,
            Names names,
            TraceWriter writer,
            long start,
            long wallNanosAtZero,
            int maxStretch,
            long recordingEnd,
            Workers workers) {
        this.from = start;
        this.report = new TranslationReport(names.symbols());
        this.encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(options.version(), options.maxRestated(), report),
                        writer,
                        start,
                        wallNanosAtZero);
        encoder.expectStrings(BlockReason.texts(options.goReasons()));
        Generations generations = new Generations(encoder, options, maxStretch);
        boolean isAlone = workers == null || workers.count() == 0;
        this.encoding = isAlone ? generations : new EncodingBeside(generations, workers);
        StackTranslator stacks =
                new StackTranslator(names.stacks(), names.symbols(), encoder.frames());
        GoroutineNames goroutineNames = new GoroutineNames(options.groupBy(), stacks);
        this.table =
                new ThreadTable(
                        options.threads(),
                        options.virtualThreads(),
                        names.threads(),
                        goroutineNames,
                        stacks);
        TracedThread vm = table.vmThread();
        ThreadModel threads = new ThreadModel(encoding.events(), vm, options.goReasons());
        Timeline timeline = new Timeline(encoding::reach, threads.turns::submit, report::defect);
        this.stage =
                new Stage(
                        encoding.events(),
                        table,
                        threads,
                        timeline,
                        stacks,
                        names.symbols(),
                        recordingEnd);
        GcEvents gcEvents = new GcEvents(stage);
        this.gap = new GapBridge(stage, gcEvents);
        this.planner = new Planner(stage, gcEvents, report, start);
        introduceCast(vm);
        threads.fallSilent(vm, start);
        timeline.startAt(start);
    }

    private void introduceCast(TracedThread vm) {
        long start = from;
        TraceEvents events = encoding.events();
        events.procStatus(Cast.DISPATCHER_M, start, Cast.DISPATCHER_P, ProcStatus.RUNNING);
        events.procStatus(Cast.VM_M, start, Cast.VM_P, ProcStatus.RUNNING);
        events.goCreate(Cast.DISPATCHER_M, start, vm.g, vm.nameStack, Stack.NONE);
        events.goStart(Cast.VM_M, start, vm.g);
        vm.become(ThreadState.RUNNABLE);
        vm.become(ThreadState.RUNNING);
        vm.m = Cast.VM_M;
        vm.p = (int) Cast.VM_P;
        events.procsChange(Cast.VM_M, start, Cast.FIRST_POOLED_P);
    }

    /**
     * Threads that were there before: created at the start, and blocked until something is heard of
     * them. Virtual threads appear with their first event: there may be hundreds of thousands.
     */
    private void introduceThreads(JvmThreads jvmThreads) {
        List<JvmThread> there = new ArrayList<>();
        for (int i = 0; i < jvmThreads.size(); i++) {
            JvmThread jvmThread = jvmThreads.get(i);
            table.announce(jvmThread);
            if (wasThere(jvmThread)) {
                there.add(jvmThread);
            }
        }
        jvmThreads.forgetLives();
        for (JvmThread jvmThread : there) {
            TracedThread thread = table.get(jvmThread.index());
            if (thread != null && thread != table.vmThread()) {
                stage.threads.create(thread, from, null, Stack.NONE);
                stage.threads.fallSilent(thread, from);
            }
        }
    }

    private boolean wasThere(JvmThread thread) {
        boolean startedBefore = thread.startNanos() <= from;
        boolean endedAfter = thread.endNanos() == JvmThread.UNKNOWN || thread.endNanos() > from;
        boolean certain = thread.startNanos() != JvmThread.UNKNOWN || !thread.thread().isVirtual();
        return startedBefore && endedAfter && certain;
    }

    /**
     * Says at the start of the trace what it cannot show.
     *
     * @param sentences of which the first is the most important one
     */
    public void tellHidden(List<String> sentences) {
        if (!sentences.isEmpty()) {
            stage.planVmLog(from, HIDDEN, String.join(" ", sentences));
        }
    }

    /**
     * Translates all records and closes the trace.
     *
     * @param missing what the recording lacks, in the order of time
     * @param progress hears now and then which time has been reached
     */
    public TranslationReport translate(
            Records records, List<MissingPart> missing, LongConsumer progress) throws IOException {
        Deque<MissingPart> untold = new ArrayDeque<>(missing);
        long count = 0;
        for (JfrRecord record = records.next(); record != null; record = records.next()) {
            tell(untold, record.start);
            plan(record);
            if ((count++ & 0xFFF) == 0) {
                progress.accept(Math.min(record.start, to));
            }
        }
        tell(untold, to);
        return finish(to);
    }

    private void tell(Deque<MissingPart> untold, long until) {
        while (!untold.isEmpty() && untold.peek().time() <= until) {
            MissingPart part = untold.poll();
            stage.planVmLog(part.time(), GapBridge.CATEGORY, part.what());
        }
    }

    /** Plans a record, and carries out what is due before it. */
    public void plan(JfrRecord record) throws IOException {
        Fate fate = planner.plan(record);
        if (!Planner.isMadeUp(record)) {
            report.count(record, fate);
        }
    }

    /**
     * Shows a thread that was there before, as blocked.
     *
     * @param reason what it waits for, {@link BlockReason#UNKNOWN} if that is not known
     * @param stack place of the stack where it waits
     */
    public void introduce(JvmThread thread, BlockReason reason, long stack) {
        TracedThread shown = table.add(thread);
        if (shown != null && shown != table.vmThread()) {
            shown.selects = WaitPlaces.isSelector(stage.stacks.leaf(stack));
            stage.threads.introduce(shown, position(), reason, stage.stacks.at(stack));
        }
    }

    /** No record will come any more that starts before {@code front}, or only late ones. */
    public void advance(long front) throws IOException {
        planner.advance(front);
        encoding.reach(position());
    }

    /**
     * All events between two times are lost, and said to be: {@code plan} has seen what came before
     * and nothing of what comes after.
     *
     * @param what for the trace's readers
     * @param survives whether the thread with an index is still there
     */
    public void bridge(long lostFrom, long lostTo, String what, LongPredicate survives)
            throws IOException {
        long begin = Math.max(lostFrom, position());
        gap.bridge(begin, Math.max(lostTo, begin), what, survives);
        encoding.reach(position());
    }

    /** Ends threads whose own end was lost. */
    public void endMissing(LongPredicate survives) {
        gap.endMissing(position(), survives);
    }

    /** Forgets a thread that {@link #isGone}: its index may be another's from now on. */
    public void forget(long index) {
        table.remove(index);
    }

    /** Forgets threads that have ended: should one be heard of again, it appears anew. */
    public void forgetEnded(LongPredicate which) {
        for (int i = 0; i < table.size(); i++) {
            TracedThread thread = table.known(i);
            if (thread != null && thread.is(ThreadState.ENDED) && which.test(i)) {
                table.remove(i);
            }
        }
    }

    /** Whether nothing more can come of a thread. */
    public boolean isGone(long index) {
        TracedThread thread = table.known(index);
        return thread == null || thread.is(ThreadState.ENDED);
    }

    /** Up to when steps have been carried out; what happened before can be shown late at best. */
    public long position() {
        return Math.max(from, stage.timeline.position());
    }

    /**
     * Ends the trace at {@code end}, closes it, and tells what became of everything. What lies
     * behind the end is left out.
     */
    public TranslationReport finish(long end) throws IOException {
        endAt(end);
        planner.finish(end);
        stage.threads.goOn(end);
        if (!encoding.close()) {
            throw new IllegalStateException(String.join("; ", report.refusals()));
        }
        report.finish(stage.threads.turns.putOff(), stage.threads.created(), table.foldedCount());
        return report;
    }

    private void endAt(long end) {
        to = end;
        planner.endAt(end);
    }

    /** Virtual threads that were met, and are not shown. */
    public int foldedThreads() {
        return table.foldedCount();
    }

    /** What became of the records so far. */
    public TranslationReport report() {
        return report;
    }

    /** Events written, generations, bytes; with a worker that encodes, once the trace is closed. */
    public TraceEncoder encoder() {
        return encoder;
    }
}
