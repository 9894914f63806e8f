package dev.jfrtrace.bridge.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Hears from JFR when the trace's recording ends, whoever ends it; and holds JFR up while it shuts
 * down with the JVM. It stops all recordings then, and deletes their files at once: in between the
 * trace must read the rest. JFR tells its listeners of each recording that stops, and waits for
 * them.
 */
final class EndWatch implements FlightRecorderListener {
    /** A trace that is not far behind needs some milliseconds. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final JfrRun run;
    private final RecordingController controller;

    EndWatch(JfrRun run, RecordingController controller) {
        this.run = run;
        this.controller = controller;
    }

    void install() {
        FlightRecorder.addListener(this);
    }

    void remove() {
        FlightRecorder.removeListener(this);
    }

    /** Called by whoever changes a recording; JFR's shutdown holds its lock meanwhile. */
    @Override
    public void recordingStateChanged(Recording recording) {
        RecordingState state = recording.getState();
        boolean isEnd = state == RecordingState.STOPPED || state == RecordingState.CLOSED;
        if (isEnd && controller.isOf(recording)) {
            controller.ended();
            run.wake();
            if (!OwnThreads.isOne(Thread.currentThread()) && Shutdowns.isShuttingDown()) {
                awaitTail();
            }
        }
    }

    private void awaitTail() {
        long deadline = System.nanoTime() + MAX_NANOS;
        while (!run.hasReadAll() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
