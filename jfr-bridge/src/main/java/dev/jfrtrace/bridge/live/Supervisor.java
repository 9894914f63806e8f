package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome.End;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Looks after a trace from a thread that no reader can block: gives the pulses, looks at silent
 * threads, tells JFR what has been read, and sees when somebody else has stopped the recording, or
 * the disk gets full.
 */
final class Supervisor {
    /** Pulses come at least this often. */
    private static final Duration PULSE = Duration.ofMillis(250);

    /**
     * Threads are looked at as often: what was seen must have been read before the trace has come
     * to where the look before was.
     */
    private static final Duration SURVEY = Duration.ofMillis(500);

    /**
     * JFR ends the JVM when it cannot write to its files: with less than this left, the trace ends
     * before that.
     */
    private static final long MIN_FREE_BYTES = 64 << 20;

    private static final long CHECK_NANOS = 1_000_000_000L;

    private final JfrRun run;
    private final LongSupplier freeBytes;
    private final long periodNanos;
    private final long surveyNanos;
    private final FlushForcer flusher;
    private final Survey survey;

    /** When threads were looked at, and the disk. */
    private long surveyed;

    private long checked;
    private final CountDownLatch ended = new CountDownLatch(1);

    Supervisor(
            JfrRun run,
            TraceOptions options,
            LongSupplier freeBytes,
            FlushForcer flusher,
            Survey survey) {
        this.run = run;
        this.freeBytes = freeBytes;
        this.flusher = flusher;
        this.survey = survey;
        this.periodNanos = flusher == null ? PULSE.toNanos() : period(options);
        boolean isShort = options.generation().compareTo(SURVEY) < 0;
        this.surveyNanos = (isShort ? options.generation() : SURVEY).toNanos();
    }

    /** Nanoseconds between two pulses where JFR flushes as often as the options say. */
    static long period(TraceOptions options) {
        Duration flush = options.flushInterval();
        boolean isFast = !flush.isZero() && flush.compareTo(PULSE) < 0;
        return (isFast ? flush : PULSE).toNanos();
    }

    void start() {
        OwnThreads.start("supervisor", this::work);
    }

    /** Lets the thread end; does not wait for it. */
    void end() {
        ended.countDown();
    }

    private void work() {
        try (survey) {
            surveyed = System.nanoTime();
            checked = surveyed;
            while (!isOver()) {
                lookAfterIt();
            }
        } catch (RuntimeException | Error e) {
            breakOff(e);
        }
    }

    private void lookAfterIt() {
        try {
            long now = System.nanoTime();
            if (now - surveyed >= surveyNanos) {
                surveyed = now;
                survey.next();
            }
            run.beat();
            if (flusher != null) {
                flusher.flush();
                run.wake();
            }
            run.lookAtRecording();
            if (now - checked >= CHECK_NANOS) {
                checked = now;
                checkDisk();
            }
        } catch (OutOfMemoryError e) {
            // The program has taken all memory, and hears of it itself. What was missed is done the
            // next time.
        }
    }

    /** Without pulses the trace would go on and say nothing more: it ends with a word. */
    private void breakOff(Throwable e) {
        try {
            run.end(End.FAILED, "the tracer's supervisor broke off: " + e);
        } catch (Error none) {
            // There is no memory even for that. Whoever stops the trace ends it.
        }
    }

    /** After a while; no interrupt is a reason to end. */
    private boolean isOver() {
        try {
            return ended.await(periodNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false;
        } catch (OutOfMemoryError e) {
            LockSupport.parkNanos(periodNanos);
            return false;
        }
    }

    private void checkDisk() {
        if (freeBytes.getAsLong() < MIN_FREE_BYTES) {
            run.end(
                    End.DISK_FULL,
                    "less than "
                            + (MIN_FREE_BYTES >> 20)
                            + " MiB are free where JFR writes its files");
        }
    }
}
