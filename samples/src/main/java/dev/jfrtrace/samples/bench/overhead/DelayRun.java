package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.Tracer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One trace: sends messages into it, and looks for them in what comes out. */
final class DelayRun {
    private static final int LONGEST_PAUSE_MILLIS = 40;

    /** Of a quiet program a generation may last ten seconds. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final long POLL_MILLIS = 10;

    private static final int STOPS = 10;

    private final Tracer tracer = Tracer.system();
    private final Markers markers = new Markers();
    private final TraceOptions options;

    DelayRun(TraceOptions options) {
        this.options = options;
    }

    void measure(Duration duration) throws IOException, InterruptedException {
        tracer.startTrace(options);
        TraceDrain reader = new TraceDrain(tracer, this::take);
        send(duration);
        // Stopping hurries the tracer: what it would do for the last messages does not count.
        awaitAll();
        tracer.stopTrace();
        reader.await();
    }

    /** How long stopping takes with a reader that keeps up, some traces one after the other. */
    Distribution stops() throws IOException, InterruptedException {
        Distribution millis = new Distribution();
        for (int i = 0; i < STOPS; i++) {
            tracer.startTrace(options);
            TraceDrain reader = new TraceDrain(tracer, piece -> {});
            // At uneven times of JFR's second.
            Thread.sleep(300 + 97 * i);
            long start = System.nanoTime();
            tracer.stopTrace();
            millis.add((System.nanoTime() - start) / 1e6);
            reader.await();
        }
        return millis;
    }

    private void take(ByteBuffer piece) {
        markers.find(piece, System.nanoTime());
    }

    private void send(Duration duration) throws InterruptedException {
        // Uneven pauses: the messages must not march in step with what JFR does each second.
        SplittableRandom random = new SplittableRandom(1);
        long end = System.nanoTime() + duration.toNanos();
        for (int number = 0; System.nanoTime() - end < 0; number++) {
            Trace.log("delay", markers.send(number));
            Thread.sleep(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private void awaitAll() throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += POLL_MILLIS) {
            if (markers.missing() == 0) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** When {@link #measure} has returned. */
    Markers markers() {
        return markers;
    }

    /** What the tracer has to say. */
    List<String> notes() {
        return tracer.outcome().notes();
    }
}
