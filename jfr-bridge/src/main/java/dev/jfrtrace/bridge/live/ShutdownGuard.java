package dev.jfrtrace.bridge.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Holds JFR up while it shuts down with the JVM. It stops all recordings then, which writes what
 * had not been flushed, and deletes their files at once: in between the trace's stream must read
 * the rest. JFR tells its listeners of each recording that it stops, and waits for them.
 */
final class ShutdownGuard implements FlightRecorderListener {
    /** A stream that is not far behind needs some milliseconds. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final JfrRun run;
    private volatile boolean readsTail;

    ShutdownGuard(JfrRun run) {
        this.run = run;
    }

    void install() {
        FlightRecorder.addListener(this);
    }

    void remove() {
        FlightRecorder.removeListener(this);
    }

    /** Whether a stream that has ended has read all that was recorded until JFR shut down. */
    boolean readsTail() {
        return readsTail;
    }

    /** Called by whoever changes a recording; JFR's shutdown holds its lock meanwhile. */
    @Override
    public void recordingStateChanged(Recording recording) {
        RecordingController mine = run.controller();
        if (recording.getState() == RecordingState.STOPPED
                && mine.isOf(recording)
                && !OwnThreads.isOne(Thread.currentThread())
                && Shutdowns.isShuttingDown()) {
            // With another recording a file may have been begun that the stream will not open.
            readsTail = FlightRecorder.getFlightRecorder().getRecordings().size() == 1;
            mine.wakeStream();
            if (!awaitTail(mine)) {
                readsTail = false;
            }
        }
    }

    /** A stream that has read all wants JFR's lock next, which the calling thread may hold. */
    private boolean awaitTail(RecordingController mine) {
        long deadline = System.nanoTime() + MAX_NANOS;
        while (!mine.hasStreamEnded() && !run.waitsFor(Thread.currentThread())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }
}
