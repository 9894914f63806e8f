package dev.jfrtrace.api;

import dev.jfrtrace.api.TraceOutcome.End;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands out what a test gives it. The real one has its own tests, beside it. */
final class FakeTracer implements Tracer {
    static final FakeTracer INSTANCE = new FakeTracer();

    /** Handed out when a trace is stopped, so that a test sees that it was. */
    static final byte[] LAST = {99};

    private static final byte[] END = {};

    /** Thrown by the next start; {@code null} for none. */
    volatile RuntimeException startFailure;

    volatile TraceOptions options;

    private volatile End end = End.NEVER_STARTED;
    private BlockingQueue<byte[]> units = new LinkedBlockingQueue<>();
    private CountDownLatch told = new CountDownLatch(0);

    private FakeTracer() {}

    void give(byte... unit) {
        units.add(unit);
    }

    void endByItself(End how) {
        end = how;
        units.add(END);
    }

    @Override
    public void startTrace(TraceOptions with) {
        if (startFailure != null) {
            throw startFailure;
        }
        if (told.getCount() > 0) {
            throw new TracingActiveException("on");
        }
        options = with;
        units = new LinkedBlockingQueue<>();
        told = new CountDownLatch(1);
        end = End.RUNNING;
    }

    @Override
    public boolean isTracing() {
        return end == End.RUNNING;
    }

    @Override
    public ByteBuffer readTrace() throws InterruptedException, TraceAbortedException {
        byte[] unit = units.take();
        if (unit != END) {
            return ByteBuffer.wrap(unit).asReadOnlyBuffer();
        }
        told.countDown();
        if (end != End.STOPPED && end != End.DISCARDED) {
            throw new TraceAbortedException(end, "ended by itself");
        }
        return null;
    }

    @Override
    public void stopTrace() throws InterruptedException {
        stop();
        told.await();
    }

    @Override
    public boolean stopTrace(Duration timeout) throws InterruptedException {
        stop();
        return told.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void stop() {
        if (end == End.RUNNING) {
            end = End.STOPPED;
            units.add(LAST);
            units.add(END);
        }
    }

    @Override
    public synchronized void discard() {
        end = End.DISCARDED;
        told.countDown();
        units.clear();
        units.add(END);
    }

    @Override
    public TraceOutcome outcome() {
        return new TraceOutcome(end, null, 0, 0, 0, 0, 0, Duration.ZERO, 0, Map.of(), List.of());
    }
}
