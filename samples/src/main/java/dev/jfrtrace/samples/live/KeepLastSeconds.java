package dev.jfrtrace.samples.live;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceFlightRecorder;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Waits for a request that is slow, and writes a trace of the seconds before: {@code
 * KeepLastSeconds OUT.trace}. What makes it slow is somebody who keeps the connections.
 */
public final class KeepLastSeconds {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final int CONNECTIONS = 2;

    private final Semaphore connections = new Semaphore(CONNECTIONS);

    private KeepLastSeconds() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Path.of(args[0]);
        TraceOptions options = TraceOptions.builder(Preset.BALANCED).build();
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(KEPT, options)) {
            new KeepLastSeconds().serveUntilSlow();
            TraceOutcome outcome = recorder.writeTo(file);
            System.out.println(outcome.traceEvents() + " events in " + file);
        }
    }

    private void serveUntilSlow() throws InterruptedException {
        Thread report = new Thread(this::reportOnceADay, "nightly-report");
        report.start();
        Duration took;
        do {
            long start = System.nanoTime();
            serve();
            took = Duration.ofNanos(System.nanoTime() - start);
        } while (took.compareTo(SLOW) < 0);
        report.join();
        Trace.log("slow", "a request took " + took.toMillis() + " ms");
    }

    private void serve() throws InterruptedException {
        connections.acquire();
        try {
            Thread.sleep(10);
        } finally {
            connections.release();
        }
    }

    private void reportOnceADay() {
        try {
            Thread.sleep(1_000);
            connections.acquire(CONNECTIONS);
            Thread.sleep(500);
            connections.release(CONNECTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
