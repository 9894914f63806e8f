package dev.jfrtrace.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads a trace on a thread of its own and writes it, until there is no more. */
final class TraceWriter {
    /** How long a JVM that ends, or a thread that is interrupted, waits for the last bytes. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Tracer tracer;
    private final TraceTarget target;
    private final Thread thread = thread(this::run, "jfrtrace writer");
    private final Thread hook = thread(this::finishAtShutdown, "jfrtrace shutdown");

    /** Zero when nothing is left to be done, and no thread or hook of this trace is left. */
    private final CountDownLatch done = new CountDownLatch(1);

    /** {@code null} until everything has been read. */
    private volatile TraceOutcome outcome;

    /** Why the trace is not whole, or could not be written; {@code null} when it was. */
    private volatile Throwable failure;

    /** Larger than any batch but one of huge strings. */
    private byte[] buffer = new byte[64 << 10];

    private TraceWriter(Tracer tracer, TraceTarget target) {
        this.tracer = tracer;
        this.target = target;
    }

    /** Without the thread locals of whoever starts it, whom it may outlive. */
    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        // It must not keep the caller's class loader.
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Switches tracing on and begins to write. */
    static TraceWriter start(Tracer tracer, TraceTarget target, TraceOptions options)
            throws IOException {
        TraceWriter writer = new TraceWriter(tracer, target);
        boolean on = false;
        boolean writes = false;
        try {
            tracer.startTrace(options);
            on = true;
            target.begin();
            writer.hook();
            writer.thread.start();
            writes = true;
        } finally {
            if (!writes) {
                writer.unhook();
                if (on) {
                    tracer.discard();
                }
                target.abandon();
            }
        }
        return writer;
    }

    private void run() {
        try {
            write();
        } catch (Throwable e) {
            // Whatever it was, whoever closes the trace has to know.
            failed(e);
        } finally {
            try {
                unhook();
            } finally {
                done.countDown();
            }
        }
    }

    private void write() throws IOException {
        try {
            copy();
        } catch (TraceAbortedException e) {
            failed(e);
        } catch (Throwable e) {
            failed(e);
            tracer.discard();
        } finally {
            outcome = tracer.outcome();
            target.finish();
        }
    }

    private void copy() throws IOException {
        for (ByteBuffer unit; (unit = next()) != null; ) {
            int length = unit.remaining();
            if (length > buffer.length) {
                buffer = new byte[length];
            }
            unit.get(buffer, 0, length);
            target.write(buffer, length);
        }
    }

    private ByteBuffer next() throws TraceAbortedException {
        while (true) {
            try {
                return tracer.readTrace();
            } catch (InterruptedException e) {
                // Not by us; and nothing is lost by it, while giving up would lose the trace.
            }
        }
    }

    private void failed(Throwable e) {
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
    }

    private void hook() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already: what is written by then is what there is.
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends, and the hook has gone off.
        }
    }

    private void finishAtShutdown() {
        if (done.getCount() == 0) {
            return;
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            if (!isRead()) {
                tracer.stopTrace(GRACE);
            }
            done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Somebody wants the JVM to end at once.
        }
    }

    /**
     * Whether the trace has ended and been read, though its end may be written yet. Then it is not
     * there to be stopped, and another one may be, which is somebody else's.
     */
    private boolean isRead() {
        return outcome != null;
    }

    TraceOutcome outcome() {
        TraceOutcome last = outcome;
        return last != null ? last : tracer.outcome();
    }

    /** Switches tracing off and waits until all is written, as {@link Trace#close} has it. */
    void finish() throws IOException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "the thread that writes a trace cannot wait for itself: close the trace on"
                            + " another thread, and not from within its stream");
        }
        try {
            if (!isRead()) {
                tracer.stopTrace();
            }
            done.await();
        } catch (InterruptedException e) {
            boolean finished = finishesInGrace();
            Thread.currentThread().interrupt();
            if (!finished) {
                throw new InterruptedIOException(
                        "interrupted while the trace was being written; the rest is written yet");
            }
        }
    }

    private boolean finishesInGrace() {
        try {
            return done.await(GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // A second time: it is urgent.
            return false;
        }
    }

    void throwFailure() throws IOException {
        Throwable e = failure;
        if (e instanceof IOException io) {
            throw io;
        }
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
    }
}
