package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.ConcurrentReadException;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the units of one trace from the engine, which waits while too many are untaken, to the
 * reader, which waits while there is none. What was handed over is the reader's: only {@link
 * #discard} takes it back. So when a unit has been accepted, it counts as delivered, and the
 * generation after it may begin.
 *
 * <p>Locks and not monitors, for reader and engine may be virtual threads, which a monitor would
 * pin on JDK 21 to 23.
 */
final class Handoff implements UnitSink {
    /**
     * Bytes that may wait: enough for a reader that hesitates. What a reader cannot take for longer
     * stays in JFR's files, where it costs no memory.
     */
    static final int LIMIT = 1 << 20;

    /** How often whoever waits for a reader looks whether that thread still lives. */
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

    /** The trace is discarded: whoever makes it can stop. */
    static final class UnwantedException extends IOException {
        private static final long serialVersionUID = 1L;

        UnwantedException() {
            super("the trace was discarded");
        }
    }

    private final ReentrantLock lock = new ReentrantLock();

    /** A unit, or the end, has come. */
    private final Condition given = lock.newCondition();

    /** There is room again, or no need for it. */
    private final Condition taken = lock.newCondition();

    /** Told or discarded. */
    private final Condition over = lock.newCondition();

    private final Deque<byte[]> units = new ArrayDeque<>();
    private int bytes;

    /** {@code null} while units may come. */
    private TraceOutcome end;

    /** Whether the reader knows that there is no more. */
    private boolean told;

    private boolean discarded;

    /** Whether {@link #reader} is in {@link #take}. */
    private boolean reading;

    /** The thread that called {@link #take} last; {@code null} before, and when all is over. */
    private Thread reader;

    @Override
    public void unit(byte[] from, int offset, int length) throws IOException {
        lock.lock();
        try {
            // An interrupt is no reason to end a trace. A unit beyond the limit must pass, too.
            while (!discarded && bytes > 0 && bytes + length > LIMIT) {
                taken.awaitUninterruptibly();
            }
            if (discarded) {
                throw new UnwantedException();
            }
            byte[] copy = new byte[length];
            System.arraycopy(from, offset, copy, 0, length);
            units.add(copy);
            bytes += length;
            given.signal();
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more units. */
    void end(TraceOutcome outcome) {
        lock.lock();
        try {
            end = outcome;
            given.signal();
        } finally {
            lock.unlock();
        }
    }

    /** {@link dev.jfrtrace.api.Tracer#readTrace} for this trace. */
    ByteBuffer take() throws InterruptedException, TraceAbortedException {
        lock.lockInterruptibly();
        try {
            if (reading) {
                throw new ConcurrentReadException(
                        "this trace is being read by " + reader + ": one thread reads at a time");
            }
            if (told || discarded) {
                return null;
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer next() throws InterruptedException, TraceAbortedException {
        reader = Thread.currentThread();
        reading = true;
        try {
            while (units.isEmpty() && end == null && !discarded) {
                given.await();
            }
        } catch (InterruptedException e) {
            if (!discarded) {
                throw e;
            }
            // It must hear of the end now: its next call would be one for the next trace.
            Thread.currentThread().interrupt();
        } finally {
            reading = false;
        }
        if (discarded) {
            return null;
        }
        if (units.isEmpty()) {
            return tell();
        }
        byte[] unit = units.remove();
        bytes -= unit.length;
        taken.signal();
        // Not read-only: that is another class of buffer, and the first object of it makes the JVM
        // throw away code that it had compiled for the usual class alone, such as a server's
        // reading and writing. Nobody else has these bytes, so the reader may change them.
        return ByteBuffer.wrap(unit);
    }

    private ByteBuffer tell() throws TraceAbortedException {
        told = true;
        reader = null;
        over.signalAll();
        return switch (end.end()) {
            case STOPPED, DISCARDED -> null;
            default ->
                    throw new TraceAbortedException(
                            end.end(),
                            end.message() == null
                                    ? "the trace ended by itself: " + end.end()
                                    : end.message());
        };
    }

    /**
     * Throws away what is untaken, and lets everybody go who waits.
     *
     * @return the thread that has begun to read, is not reading now, and so does not know yet that
     *     there is no more; {@code null} when there is none
     */
    Thread discard() {
        lock.lock();
        try {
            Thread unaware = reading ? null : reader;
            discarded = !told;
            units.clear();
            bytes = 0;
            reader = null;
            given.signal();
            taken.signal();
            over.signalAll();
            return unaware;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has been told that there is no more, or nobody wants it. */
    boolean isOver() {
        lock.lock();
        try {
            return told || discarded;
        } finally {
            lock.unlock();
        }
    }

    boolean isDiscarded() {
        lock.lock();
        try {
            return discarded;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the calling thread is the one that reads. */
    boolean isReader() {
        lock.lock();
        try {
            return reader == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** What became of waiting for the reader. */
    enum Wait {
        TOLD,
        DISCARDED,
        TIMED_OUT,
        READER_DIED
    }

    /** Waits until the reader has been told that there is no more; one that is yet to come, too. */
    Wait awaitReader(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!told && !discarded) {
                if (left <= 0) {
                    return Wait.TIMED_OUT;
                }
                if (reader != null && !reader.isAlive()) {
                    return Wait.READER_DIED;
                }
                long nap = Math.min(left, POLL);
                left -= nap - over.awaitNanos(nap);
            }
            return told ? Wait.TOLD : Wait.DISCARDED;
        } finally {
            lock.unlock();
        }
    }
}
