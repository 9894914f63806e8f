package dev.jfrtrace.api;

import dev.jfrtrace.api.spi.FlightRecording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the last seconds of this JVM, so that they can be looked at when something has gone wrong:
 * what {@code trace.FlightRecorder} is in Go.
 *
 * <pre>
 * TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofSeconds(30));
 * // where a request was slow:
 * recorder.writeTo(Path.of("slow.trace"));
 * </pre>
 *
 * <p>Until a trace is asked for, nothing is translated and this library runs no thread: the cost is
 * that of a recording of JDK Flight Recorder, whose files hold the events. The trace is then made
 * by the thread that asks for it. That takes up to 64 MB of heap, and seconds of CPU time where
 * those files have grown to tens of megabytes. {@link #dumpTo} needs neither, and leaves the work
 * to {@code jfrtrace convert}.
 *
 * <p>There is one in a JVM at a time; a {@link Tracer} may trace beside it. All methods may be
 * called by any thread.
 */
public final class TraceFlightRecorder implements AutoCloseable {
    /** Longer than a JVM lives, and short enough to be counted in nanoseconds. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final FlightRecording recording;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean closed;

    private TraceFlightRecorder(FlightRecording recording) {
        this.recording = recording;
    }

    /**
     * The same with {@link TraceOptions#defaults()}; see {@link #start(Duration, TraceOptions)}.
     */
    public static TraceFlightRecorder start(Duration age) {
        return start(age, TraceOptions.defaults());
    }

    /**
     * Begins to keep events. Takes some milliseconds; the first time in a JVM, when JFR starts,
     * about a second.
     *
     * @param age how far back a trace goes, as soon as that much has been recorded; above 0
     * @param options what to record. {@link TraceOptions#backlogLimit()} is the most that is kept
     *     on disk, however long ago; what is about the streaming of a trace has no meaning here
     * @throws IllegalArgumentException when the age is zero or negative
     * @throws TracingActiveException when there is such a recorder already, here or by another copy
     *     of this library
     * @throws TracerUnavailableException when this runtime cannot record, as one without the module
     *     {@code jdk.jfr}
     */
    public static TraceFlightRecorder start(Duration age, TraceOptions options) {
        Objects.requireNonNull(options, "options");
        if (age.isZero() || age.isNegative()) {
            throw new IllegalArgumentException("age of " + age + ", expected above 0");
        }
        Duration bounded = age.compareTo(FOR_EVER) > 0 ? FOR_EVER : age;
        return new TraceFlightRecorder(
                SystemTracer.provider().startFlightRecording(bounded, options));
    }

    /**
     * Writes a trace of the last seconds, up to this call, to a file. It is written beside the file
     * and moved there when it is complete. The recorder goes on meanwhile. One thread writes at a
     * time, as in Go: where a thousand requests are slow at once, one trace is enough. A thread
     * that has been interrupted writes all the same, and keeps its flag; an interrupt that comes
     * while it writes may end that with an {@code IOException}.
     *
     * @return what is in the trace, and what is missing
     * @throws IllegalStateException when another thread is writing, or this is closed
     * @throws IOException when the file cannot be written, when there is too little heap for the
     *     translation, or when somebody else has closed the recording
     */
    public TraceOutcome writeTo(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return alone(() -> recording.writeTo(file));
    }

    /**
     * The same, to a stream, which is flushed and stays open.
     *
     * @throws IllegalStateException as {@link #writeTo(Path)}
     * @throws IOException as {@link #writeTo(Path)}
     */
    public TraceOutcome writeTo(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        return alone(() -> recording.writeTo(out));
    }

    /**
     * Writes what is kept as a recording of JFR, which reaches back further than a trace would, by
     * up to one of JFR's files.
     *
     * @param jfr is replaced if it exists
     * @throws IllegalStateException as {@link #writeTo(Path)}
     * @throws IOException as {@link #writeTo(Path)}
     */
    public void dumpTo(Path jfr) throws IOException {
        Objects.requireNonNull(jfr, "jfr");
        alone(
                () -> {
                    recording.dumpTo(jfr);
                    return TraceOutcome.NONE;
                });
    }

    @FunctionalInterface
    private interface Work {
        TraceOutcome run() throws IOException;
    }

    private TraceOutcome alone(Work work) throws IOException {
        if (closed) {
            throw new IllegalStateException("this recorder is closed");
        }
        if (!writing.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread is writing this recorder's events");
        }
        try {
            return work.run();
        } finally {
            writing.set(false);
        }
    }

    /** Whether events are kept: not closed, neither here nor by somebody else. */
    public boolean isRecording() {
        return recording.isRecording();
    }

    /**
     * Stops recording and drops all that is kept. A trace that another thread is writing is still
     * finished. A second call does nothing.
     */
    @Override
    public void close() {
        closed = true;
        recording.close();
    }
}
