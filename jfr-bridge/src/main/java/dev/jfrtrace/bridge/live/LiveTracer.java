package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracingActiveException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The contract of {@link Tracer}, over whatever makes the trace: sees to it that there is one trace
 * at a time, and that a reader never gets bytes of two.
 */
final class LiveTracer implements Tracer {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Engine engine;

    /** Held for moments only, and never while the engine is called. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The trace that is on, or the last one; {@code null} before the first. */
    private LiveTrace current;

    /** Whether a thread is in {@link #startTrace}; its trace is not {@link #current} yet. */
    private boolean starting;

    /**
     * Threads whose trace was discarded between two reads. Without this they would go on with the
     * next trace as if it were theirs.
     */
    private final Set<Thread> unaware = Collections.newSetFromMap(new WeakHashMap<>());

    LiveTracer(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void startTrace(TraceOptions options) {
        Objects.requireNonNull(options, "options");
        reserve();
        LiveTrace started = null;
        try {
            started = LiveTrace.start(engine, options);
        } finally {
            lock.lock();
            try {
                starting = false;
                if (started != null) {
                    current = started;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void reserve() {
        lock.lock();
        try {
            String obstacle = obstacle();
            if (obstacle != null) {
                throw new TracingActiveException(obstacle);
            }
            starting = true;
        } finally {
            lock.unlock();
        }
    }

    /** Why no trace can start now, and what to do about it; {@code null} when one can. */
    private String obstacle() {
        if (starting) {
            return "another thread is starting a trace";
        }
        if (current == null || current.isGone()) {
            return null;
        }
        if (current.isOn()) {
            return "tracing is on already: close that Trace, or end it with stopTrace() or"
                    + " discard()";
        }
        if (current.isUnread()) {
            return "the last trace was not read to its end: call readTrace() until it returns"
                    + " null, or discard()";
        }
        return "another thread is discarding the last trace: call discard() to wait for it";
    }

    private LiveTrace current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTracing() {
        LiveTrace trace = current();
        return trace != null && trace.isOn();
    }

    @Override
    public ByteBuffer readTrace() throws InterruptedException, TraceAbortedException {
        LiveTrace trace = traceOfReader();
        ByteBuffer unit = trace == null ? null : trace.read();
        if (unit == null) {
            nowAware();
        }
        return unit;
    }

    private LiveTrace traceOfReader() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return unaware.contains(Thread.currentThread()) ? null : current;
        } finally {
            lock.unlock();
        }
    }

    private void nowAware() {
        lock.lock();
        try {
            unaware.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stopTrace() throws InterruptedException {
        stopTrace(FOREVER);
    }

    @Override
    public boolean stopTrace(Duration timeout) throws InterruptedException {
        long nanos = nanos(timeout);
        LiveTrace trace = current();
        return trace == null || trace.stop(nanos);
    }

    /** At least 0; 292 years stand for all that is longer. */
    private static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.compareTo(FOREVER) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    }

    @Override
    public void discard() {
        LiveTrace trace;
        lock.lock();
        try {
            trace = current;
            if (trace == null) {
                return;
            }
            Thread reader = trace.forget();
            // Whoever discards knows.
            if (reader != null && reader != Thread.currentThread()) {
                unaware.add(reader);
            }
        } finally {
            lock.unlock();
        }
        trace.abort();
    }

    @Override
    public TraceOutcome outcome() {
        LiveTrace trace = current();
        return trace == null ? TraceOutcome.NONE : trace.outcome();
    }
}
