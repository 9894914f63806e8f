package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.bridge.collect.HiddenWaits;
import dev.jfrtrace.bridge.collect.Settings;
import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One trace of this JVM. Its engine thread reads what JFR flushes, translates and writes, one after
 * the other (rule L2): when the sink blocks, so does the reading, and what is recorded meanwhile
 * waits in JFR's files (L4).
 */
final class JfrRun implements Engine.Run {
    /** How often the engine looks whether JFR has flushed, which it does once a second. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A chunk is there before its header is. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** For so many tenths of a second what ends a trace is tried again for want of memory. */
    private static final int MOST_TRIES = 50;

    /** A recording that has ended and whose last chunk JFR does not finish is given up. */
    private static final long GRACE_NANOS = 1_200_000_000L;

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

    /** What is left to do when all has been read; made while there is memory. */
    private final Runnable concluding = this::conclude;

    private final Runnable telling = this::tell;
    private final AtomicLong beats = new AtomicLong();

    /** Guards what follows it. */
    private final Object lock = new Object();

    private Ending ending;

    /** Whether nobody could be found who stops the recording for that: whoever asks next may. */
    private volatile boolean mustStopYet;

    private RecordingController controller;
    private RepositoryTail tail;
    private EndWatch watch;
    private Supervisor supervisor;
    private volatile Thread engine;

    /** When the chunk at hand began, in nanoseconds since 1970: nobody needs what is older. */
    private volatile long chunkNanos;

    /** The same as it was when JFR was told of it. */
    private long released;

    private volatile boolean hasReadAll;
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
        controller = RecordingController.open(settings, options.backlogLimit());
        watch = new EndWatch(this, controller);
        try {
            watch.install();
            controller.start();
            tail = RepositoryTail.ofNewest(Repository.ofThisJvm(), PATIENCE_NANOS);
            feed.expect(LiveClock.of(tail.header()), Waits.now());
            survey.first();
            Pulse.commit(trace, Pulse.BEGIN, 0);
            engine = OwnThreads.start("engine", this::run);
            supervisor.start();
        } catch (IOException e) {
            undoStart();
            throw new TracerUnavailableException(
                    "JFR's files cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            undoStart();
            throw e;
        }
    }

    private void undoStart() {
        abort();
        watch.remove();
        if (engine == null && tail != null) {
            tail.close();
        }
    }

    private FlushForcer flusher() {
        if (options.flushInterval().isZero()) {
            return null;
        }
        FlushForcer found = FlushForcer.find();
        if (found == null) {
            notes.add(
                    "JFR flushes once a second: a shorter interval needs the JDK's package"
                            + " jdk.jfr/jdk.jfr.internal to be open (--add-opens).");
        }
        return found;
    }

    /** JFR has flushed, and all of it was read. */
    private void flushed() {
        chunkNanos = tail.header().startNanos();
        outcome = outcomes.now(End.RUNNING, null);
        if (feed.isFull()) {
            end(End.FAILED, "the trace has become as long as a trace can be, 103 days");
        }
    }

    private final class Handler extends FeedHandler {
        Handler() {
            super(feed);
        }

        @Override
        public void flush() {
            super.flush();
            flushed();
        }
    }

    /** Lets the engine look at once whether there is something to read. May be called by all. */
    void wake() {
        LockSupport.unpark(engine);
    }

    /** Whether all that was recorded has been read, or nobody wants the rest. */
    boolean hasReadAll() {
        return hasReadAll;
    }

    /**
     * Asks JFR how the recording is, and lets it delete what has been read. May wait for JFR's
     * lock; to be called by one thread that is not the engine's.
     */
    void lookAtRecording() {
        controller.look();
        long begun = chunkNanos;
        if (begun != released) {
            released = begun;
            controller.release(Instant.ofEpochSecond(0, begun));
        }
    }

    private void run() {
        try {
            follow();
            finish();
        } catch (HandlerException e) {
            failure = e.cause();
        } catch (Throwable e) {
            failure = e;
        } finally {
            hasReadAll = true;
            letGo();
        }
    }

    /** Reads until the recording has ended, and all of it has been read. */
    private void follow() throws IOException {
        Handler handler = new Handler();
        long heard = System.nanoTime();
        while (!isDiscarded()) {
            // No interrupt is a reason to end, or to read anything in a hurry.
            Thread.interrupted();
            boolean hasEnded = controller.hasEnded();
            if (hasEnded) {
                tail.endHere();
            }
            if (tail.read(handler)) {
                heard = System.nanoTime();
            } else if (hasEnded && (tail.isAtEnd() || System.nanoTime() - heard > GRACE_NANOS)) {
                return;
            } else {
                LockSupport.parkNanos(this, POLL_NANOS);
            }
        }
    }

    private boolean isDiscarded() {
        synchronized (lock) {
            return ending != null && ending.how() == End.DISCARDED;
        }
    }

    private static final Ending SHUTDOWN = new Ending(End.SHUTDOWN, "the JVM is shutting down");

    private static final Ending RECORDING_STOPPED =
            new Ending(
                    End.RECORDING_STOPPED,
                    "somebody else stopped the recording \"" + RecordingController.NAME + "\"");

    private void finish() throws IOException {
        synchronized (lock) {
            if (ending == null) {
                ending = Shutdowns.isShuttingDown() ? SHUTDOWN : RECORDING_STOPPED;
            }
        }
        if (!isDiscarded()) {
            feed.finish(tail.isAtEnd() && feed.hasHeard(beats.get()));
        }
    }

    /** Whatever is thrown: whoever reads or stops must not wait for ever. */
    private void letGo() {
        try {
            Throwable broken = UntilDone.within(MOST_TRIES, concluding);
            if (broken != null) {
                outcome = Outcomes.brokenOff(broken);
            }
            UntilDone.within(Integer.MAX_VALUE, telling);
        } finally {
            over.countDown();
        }
    }

    private void tell() {
        try {
            listener.ended(outcome);
        } catch (RuntimeException e) {
            // Its own fault: told it has been.
        }
    }

    private void conclude() {
        tail.close();
        supervisor.end();
        leaveJfr();
        Ending how = settle();
        if (tail.damage() != null) {
            notes.add(tail.damage());
        }
        outcome = outcomes.now(how.how(), how.message());
    }

    /** Whatever JFR says to that, nobody may wait for this trace any longer. */
    private void leaveJfr() {
        try {
            controller.close();
        } catch (RuntimeException | Error e) {
            notes.add("JFR failed to close the trace's recording: " + e);
        } finally {
            watch.remove();
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
            if (ending != null && !mustStopYet) {
                return;
            }
            ending = ending == null ? new Ending(how, message) : ending;
            mustStopYet = true;
            feed.hurry();
        }
        try {
            OwnThreads.start("stopper", this::stopRecording);
        } catch (Error e) {
            // The system has no room for one more thread.
            stopRecording();
        }
        mustStopYet = false;
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
        // JFR stops all recordings with the JVM, and whoever does so beside it may wait for ever.
        if (!Shutdowns.isShuttingDown()) {
            controller.stop();
            wake();
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
            controller.close();
        } catch (RuntimeException | Error e) {
            // The engine's thread, if there is one, tries once more.
        }
        wake();
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
