package dev.jfrtrace.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Names a program's own work, and traces it: what {@code runtime/trace} is in Go.
 *
 * <pre>
 * try (Trace trace = Trace.start(Path.of("orders.trace"))) {
 *     try (Task order = Trace.task("order");
 *             Region parse = order.region("parse")) {
 *         order.log("id", "4711");
 *     }
 * }
 * </pre>
 *
 * <p>The static methods that name work ({@link #task}, {@link #region}, {@link #log}) do not need a
 * trace that was started here: they write JFR events, which any JFR recording that runs contains.
 * They neither throw nor block, and cost next to nothing while no recording runs.
 *
 * <p>An object of this class is a trace under way: tracing is on from its start until it is {@link
 * #close}d, and a daemon thread named {@code jfrtrace writer} writes the bytes meanwhile. It is the
 * trace of {@link Tracer#system()}, of which there is one at a time; nobody else should read, stop
 * or discard it. Where it is written to may be slow: the program does not wait for it (see {@link
 * Tracer}). When it fails, tracing ends, the program goes on, and {@link #close} tells.
 *
 * <p>A JVM that is shut down while a trace is open takes up to three seconds to finish it. Of one
 * that is killed, a file holds what was written so far, and that is a readable trace.
 *
 * <p>All methods may be called by any thread.
 */
public final class Trace implements AutoCloseable {
    private static final Annotations ANNOTATIONS = Annotations.ofThisRuntime();

    private final TraceWriter writer;
    private volatile boolean closed;

    private Trace(TraceWriter writer) {
        this.writer = writer;
    }

    /** The same with {@link TraceOptions#defaults()}; see {@link #start(Path, TraceOptions)}. */
    public static Trace start(Path file) throws IOException {
        return start(file, TraceOptions.defaults());
    }

    /**
     * Starts a trace that is written to a file, in place and as it comes. What happens after this
     * returns is in it. A file that exists is opened first, and emptied when tracing is on, so that
     * a failure leaves it as it was.
     *
     * @throws IOException when the file cannot be written; tracing is off then
     * @throws TracingActiveException when tracing is on already, or the last trace was not read to
     *     its end
     * @throws TracerUnavailableException when this runtime cannot trace, or the tracer's jars are
     *     not there
     */
    public static Trace start(Path file, TraceOptions options) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        Tracer tracer = Tracer.system();
        return new Trace(TraceWriter.start(tracer, TraceFile.open(file), options));
    }

    /**
     * The same with {@link TraceOptions#defaults()}; see {@link #start(OutputStream,
     * TraceOptions)}.
     */
    public static Trace start(OutputStream out) throws IOException {
        return start(out, TraceOptions.defaults());
    }

    /**
     * Starts a trace that is written to a stream. What happens after this returns is in it.
     *
     * <p>The stream is written to by the trace's own thread, in whole units (see {@link
     * Tracer#readTrace}), flushed at the end of the trace, and never closed: it stays the caller's,
     * who must leave it alone until {@link #close} has returned.
     *
     * @throws IOException not at present: a stream that cannot be written makes {@link #close} fail
     * @throws TracingActiveException when tracing is on already, or the last trace was not read to
     *     its end
     * @throws TracerUnavailableException when this runtime cannot trace, or the tracer's jars are
     *     not there
     */
    public static Trace start(OutputStream out, TraceOptions options) throws IOException {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(options, "options");
        return new Trace(TraceWriter.start(Tracer.system(), TraceTarget.to(out), options));
    }

    /**
     * How the trace goes; once it has ended, how it ended, and what is missing in it. Never waits.
     */
    public TraceOutcome outcome() {
        return writer.outcome();
    }

    /**
     * Ends the trace, and returns when all of it is written: what ended before the call is in it. A
     * file is closed then, a stream is flushed. A second time does nothing.
     *
     * <p>Waits for as long as writing takes. A thread that is interrupted, before or meanwhile,
     * waits three seconds at most, of which a file needs little, and keeps its interrupt flag.
     *
     * @throws TraceAbortedException when the trace ended by itself before; what is written is a
     *     readable trace
     * @throws java.io.InterruptedIOException when interrupted, and writing takes longer than that:
     *     tracing is off, the rest is written all the same, and another call waits for it again
     * @throws IOException what writing failed with, as for want of space. Tracing was off from then
     *     on; what was written before is a readable trace
     * @throws IllegalStateException when called by the thread that writes, from within the stream;
     *     the trace goes on
     */
    @Override
    public void close() throws IOException {
        if (!closed) {
            writer.finish();
            closed = true;
            writer.throwFailure();
        }
    }

    /**
     * Whether a recording wants tasks, regions and logs now: ask before making a costly message.
     */
    public static boolean isEnabled() {
        return ANNOTATIONS.isEnabled();
    }

    /**
     * Begins a task: work with a name that may move between threads. It ends when it is closed, by
     * any thread.
     *
     * @param name {@code null} counts as empty
     */
    public static Task task(String name) {
        return new Task(ANNOTATIONS, ANNOTATIONS.beginTask(0, text(name)));
    }

    /**
     * Begins a region: a piece of the calling thread's work. It ends when it is closed, by the same
     * thread, after the regions that began within it.
     *
     * @param name {@code null} counts as empty
     */
    public static Region region(String name) {
        return new Region(ANNOTATIONS, 0, text(name));
    }

    /**
     * Puts a message on the timeline of the calling thread.
     *
     * @param category {@code null} counts as empty, as does a message of {@code null}
     */
    public static void log(String category, String message) {
        ANNOTATIONS.log(0, text(category), text(message));
    }

    /**
     * The same with a message that is computed only while a recording wants it, by the calling
     * thread, before this returns. Otherwise the cost is that of {@link #isEnabled}.
     *
     * @param category {@code null} counts as empty
     * @param message {@code null} counts as empty, as does one that gives {@code null}; of one that
     *     throws a {@link RuntimeException} its class is the message, so that a program does the
     *     same whether it is traced or not
     */
    public static void log(String category, Supplier<String> message) {
        ANNOTATIONS.log(0, text(category), message);
    }

    static String text(String text) {
        return text == null ? "" : text;
    }
}
