package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.bridge.collect.HiddenWaits;
import dev.jfrtrace.bridge.collect.Settings;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * One trace of this JVM. Its engine thread reads the stream, translates and writes, one after the
 * other (rule L2): when the sink blocks, so does the reading, and what is recorded meanwhile waits
 * in JFR's files (L4).
 */
final class JfrRun implements Engine.Run {
    /**
     * Streams that end at once, one after the other, are not opened again for ever; nor is an end
     * waited for that does not come with so many flushes.
     */
    private static final int MAX_FUTILE = 3;

    private final long trace;
    private final TraceOptions options;
    private final LongSupplier freeBytes;
    private final Engine.Listener listener;
    private final Map<String, String> settings;
    private final List<String> notes = new ArrayList<>();
    private final TraceWriter writer;
    private final List<String> hidden;
    private final LiveFeed feed;
    private final Outcomes outcomes;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong beats = new AtomicLong();
    private final ShutdownGuard guard = new ShutdownGuard(this);
    private Supervisor supervisor;
    private Thread engine;
    private long eventsBefore;
    private int futile;

    /** Guards changes of the two that follow: a trace that is to end gets no new stream. */
    private final Object lock = new Object();

    /** Read without the lock: JFR asks for it with its own lock held, which we want in turn. */
    private volatile RecordingController controller;

    private Ending ending;

    /** How often JFR has flushed, and all of it was read. */
    private volatile long flushes;

    private volatile Throwable failure;
    private volatile TraceOutcome outcome = TraceOutcome.NONE;

    /** Why a trace ends. */
    private record Ending(End how, String message) {}

    JfrRun(
            long trace,
            TraceOptions options,
            LongSupplier freeBytes,
            UnitSink sink,
            Engine.Listener listener) {
        this.trace = trace;
        this.options = options;
        this.freeBytes = freeBytes;
        this.listener = listener;
        this.settings = Presets.settings(options);
        try {
            this.writer = new TraceWriter(LiveOptions.version(options), sink);
        } catch (IOException e) {
            throw new TracerUnavailableException("the trace's reader takes nothing", e);
        }
        this.hidden = HiddenWaits.of(Settings.of(settings));
        this.feed =
                new LiveFeed(
                        LiveOptions.setup(options, hidden, writer),
                        new Pulses(trace, Supervisor.period(options)));
        this.outcomes = new Outcomes(feed, writer, notes);
    }

    /** Returns when events are being recorded. */
    void start() {
        JfrConfiguration.apply(options, notes);
        notes.addAll(hidden);
        notes.addAll(UnknownSettings.of(options.settings()));
        FlushForcer flusher = flusher();
        Survey survey = new Survey(new RunQueue(feed::osIdOf), feed.silent());
        supervisor = new Supervisor(this, options, freeBytes, flusher, survey);
        outcome = outcomes.now(End.RUNNING, null);
        controller = open(null);
        try {
            engine = OwnThreads.start("engine", this::run);
            awaitRecording();
            guard.install();
            feed.expect(clock(), Waits.now());
            survey.first();
            Pulse.commit(trace, Pulse.BEGIN, 0);
            supervisor.start();
        } catch (RuntimeException | Error e) {
            abort();
            throw e;
        }
    }

    private FlushForcer flusher() {
        if (options.flushInterval().isZero()) {
            return null;
        }
        FlushForcer found = FlushForcer.find();
        if (found == null) {
            notes.add(
                    "JFR flushes once a second: a shorter interval needs the JDK's packages"
                            + " jdk.jfr/jdk.jfr.internal and, from JDK 22 on,"
                            + " jdk.jfr/jdk.jfr.internal.util to be open (--add-opens).");
        }
        return found;
    }

    private RecordingController open(RecordingController replaced) {
        RecordingController opened =
                RecordingController.open(trace, settings, options.backlogLimit(), replaced);
        RecordingStream stream = opened.stream();
        stream.onEvent(this::event);
        stream.onFlush(this::flush);
        stream.onError(this::fail);
        return opened;
    }

    private void awaitRecording() {
        while (!controller.isRunning()) {
            if (failure != null || over.getCount() == 0) {
                throw new TracerUnavailableException("JFR does not start to record", failure);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static LiveClock clock() {
        try {
            return LiveClock.ofThisJvm();
        } catch (IOException e) {
            throw new TracerUnavailableException(
                    "JFR's files cannot be read: " + e.getMessage(), e);
        }
    }

    private void event(RecordedEvent event) {
        if (failure == null) {
            try {
                feed.event(event);
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    private void flush() {
        flushes++;
        if (failure == null) {
            try {
                feed.flush();
                outcome = outcomes.now(End.RUNNING, null);
            } catch (Throwable e) {
                fail(e);
            }
        }
        if (feed.isFull()) {
            end(End.FAILED, "the trace has become as long as a trace can be, 103 days");
        }
    }

    private void fail(Throwable e) {
        failure = failure == null ? e : failure;
        controller().stream().close();
    }

    RecordingController controller() {
        return controller;
    }

    /** Whether the trace is to end, or has ended. */
    boolean isEnding() {
        synchronized (lock) {
            return ending != null;
        }
    }

    private void run() {
        try {
            do {
                controller().stream().start();
            } while (reopen());
            finish();
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        } finally {
            letGo();
        }
    }

    /**
     * A stream ends without a word when the next of its chunks has been deleted. Then another one
     * goes on with what is recorded from now; the pulses tell what is missing between.
     */
    private boolean reopen() {
        synchronized (lock) {
            RecordingController old = controller;
            if (ending != null || failure != null) {
                return false;
            }
            if (!old.isRunning()) {
                ending = Shutdowns.isShuttingDown() ? SHUTDOWN : RECORDING_STOPPED;
                return false;
            }
            futile = feed.events() == eventsBefore ? futile + 1 : 0;
            eventsBefore = feed.events();
            if (futile > MAX_FUTILE) {
                ending = new Ending(End.FAILED, "JFR's stream of events ends at once");
                return false;
            }
            controller = open(old);
            old.close();
            return true;
        }
    }

    private static final Ending SHUTDOWN = new Ending(End.SHUTDOWN, "the JVM is shutting down");

    private static final Ending RECORDING_STOPPED =
            new Ending(
                    End.RECORDING_STOPPED,
                    "somebody else stopped the recording \"" + RecordingController.NAME + "\"");

    private void finish() throws IOException {
        boolean isWanted = failure == null && ending().how() != End.DISCARDED;
        if (isWanted) {
            feed.finish(guard.readsTail() && feed.hasHeard(beats.get()));
        }
    }

    private Ending ending() {
        synchronized (lock) {
            return ending;
        }
    }

    private void letGo() {
        supervisor.end();
        leaveJfr();
        Ending how = settle();
        outcome = outcomes.now(how.how(), how.message());
        try {
            listener.ended(outcome);
        } finally {
            over.countDown();
        }
    }

    /** Whatever JFR says to that, nobody may wait for this trace any longer. */
    private void leaveJfr() {
        try {
            controller().close();
        } catch (RuntimeException | Error e) {
            notes.add("JFR failed to close the trace's recording: " + e);
        } finally {
            guard.remove();
        }
    }

    private Ending settle() {
        synchronized (lock) {
            boolean isOurs = ending != null && ending.how() == End.DISCARDED;
            if (failure instanceof Handoff.UnwantedException) {
                // Whoever writes may hear of a discard before this does.
                ending = new Ending(End.DISCARDED, null);
            } else if (failure != null && !isOurs) {
                ending = new Ending(End.FAILED, "the trace broke off: " + failure);
            }
            return ending;
        }
    }

    /** Ends the trace after what has been recorded; a second time does nothing. */
    void end(End how, String message) {
        synchronized (lock) {
            if (ending != null) {
                return;
            }
            ending = new Ending(how, message);
            feed.hurry();
        }
        try {
            OwnThreads.start("stopper", this::stopRecording);
        } catch (Error e) {
            // The system has no room for one more thread.
            fail(e);
        }
    }

    /** Whether the engine waits for a lock that a thread holds. */
    boolean waitsFor(Thread owner) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(Survey.id(engine));
        return info != null && info.getLockOwnerId() == Survey.id(owner);
    }

    /** Tells the stream how far it has come; by its number, what it has missed. */
    void beat() {
        Pulse.commit(trace, Pulse.BEAT, beats.incrementAndGet());
    }

    /**
     * On a thread of its own: what the caller records may not be written, as in JFR's callbacks.
     */
    private void stopRecording() {
        Pulse.commit(trace, Pulse.END, beats.incrementAndGet());
        if (Shutdowns.isShuttingDown()) {
            // JFR stops all recordings then, and whoever does so beside it may wait for ever.
            return;
        }
        RecordingController stopping = controller();
        if (!RecordingController.READS_ALL_ON_STOP) {
            stopping.quiesce();
            awaitEndRead();
        }
        stopping.stop();
    }

    /** As long as the reader takes; but the end itself may be among what JFR has lost. */
    private void awaitEndRead() {
        long end = feed.now() + LiveClock.SLACK;
        long reached = feed.reached();
        long flushed = flushes;
        while (!feed.hasSeenEnd() && over.getCount() > 0 && flushes - flushed <= MAX_FUTILE) {
            OwnThreads.nap(10);
            if (feed.reached() > reached && reached < end) {
                reached = feed.reached();
                flushed = flushes;
            }
        }
    }

    @Override
    public void stop() {
        end(End.STOPPED, null);
    }

    @Override
    public void abort() {
        synchronized (lock) {
            if (ending == null || ending.how() != End.DISCARDED) {
                ending = new Ending(End.DISCARDED, null);
            }
        }
        try {
            controller().close();
        } catch (RuntimeException | Error e) {
            // The engine's thread, which goes on, tries once more.
        }
        try (PutAside interrupts = new PutAside()) {
            while (engine != null && over.getCount() > 0) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    interrupts.thrown();
                }
            }
        }
    }

    @Override
    public TraceOutcome outcome() {
        return outcome;
    }
}
