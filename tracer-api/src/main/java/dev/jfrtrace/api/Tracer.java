package dev.jfrtrace.api;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Switches tracing of this JVM on and off and hands out the trace's bytes: what {@code StartTrace},
 * {@code StopTrace} and {@code ReadTrace} are in Go's runtime, with their meaning.
 *
 * <pre>
 * Tracer tracer = Tracer.system();
 * tracer.startTrace();
 * // on the reader's thread:
 * for (ByteBuffer chunk; (chunk = tracer.readTrace()) != null; ) {
 *     while (chunk.hasRemaining()) {
 *         channel.write(chunk);
 *     }
 * }
 * // on another thread:
 * tracer.stopTrace();
 * </pre>
 *
 * <p>{@link Trace#start(java.nio.file.Path)} does all of that for the common case.
 *
 * <p>There is one trace at a time in a JVM, whoever started it. The tracer never blocks the program
 * that it traces: behind a slow reader the events stay in JFR's files on disk, up to {@link
 * TraceOptions#backlogLimit()}; what JFR deletes beyond that is a gap, which the trace shows and
 * {@link #outcome()} counts. All methods may be called by any thread.
 */
public interface Tracer {
    /**
     * The tracer of this JVM: always the same one for the same copy of this library. Its
     * implementation (the module {@code jfr-bridge}) is looked for where this class came from.
     *
     * @throws TracerUnavailableException when there is none
     */
    static Tracer system() {
        return SystemTracer.get();
    }

    /**
     * Starts with {@link TraceOptions#defaults()}; see {@link #startTrace(TraceOptions)}.
     *
     * @throws TracingActiveException when tracing is on already
     */
    default void startTrace() {
        startTrace(TraceOptions.defaults());
    }

    /**
     * Switches tracing on. What happens after it returns is in the trace, and the header can be
     * read at once. Takes some milliseconds; the first time in a JVM, when JFR starts, about a
     * second.
     *
     * @throws TracingActiveException when tracing is on already, here or by another copy of this
     *     library, or when the last trace was not read to its end, nor discarded
     * @throws TracerUnavailableException when this runtime cannot trace, as one without the module
     *     {@code jdk.jfr}
     */
    void startTrace(TraceOptions options);

    /** Whether tracing is on: started, and neither stopped nor ended by itself. */
    boolean isTracing();

    /**
     * Returns the next piece of the trace, blocking until there is one: the 16-byte header, one
     * whole batch, or the one-byte end of a generation. Whoever stops reading between two pieces
     * has a trace that is readable up to its last whole generation.
     *
     * <p>The buffer is the reader's, whose changes to it nobody sees, and valid until the next
     * call: copy what must live longer. One thread reads at a time; it may be another one each
     * time. The one that called last is "the thread that reads" for {@link #stopTrace()}.
     *
     * @return {@code null} when tracing is off and everything has been returned, or discarded
     * @throws TraceAbortedException once, in the place of the first {@code null}, when the trace
     *     ended otherwise than by {@link #stopTrace} or {@link #discard}; all bytes up to there
     *     have been returned, and are a readable trace
     * @throws ConcurrentReadException when another thread is in this method; that one is not
     *     disturbed
     * @throws InterruptedException when the calling thread is interrupted, before or while it
     *     waits; nothing is lost by that, and a later call goes on
     */
    ByteBuffer readTrace() throws InterruptedException, TraceAbortedException;

    /**
     * Switches tracing off, and returns when the reader has taken everything and has been told that
     * there is no more; at once when tracing is off and everything was read. What ended before the
     * call is in the trace. A reader that has yet to come is waited for.
     *
     * <p>Several threads may wait here; all return together.
     *
     * @throws IllegalStateException when called by the thread that reads: it would wait for itself.
     *     Tracing stays as it is
     * @throws ReaderDiedException when the thread that reads has died, or dies meanwhile. Tracing
     *     is off then; the rest stays readable, for any thread
     * @throws InterruptedException when the calling thread is interrupted; then as after a timeout
     *     of {@link #stopTrace(Duration)}: tracing is off
     */
    void stopTrace() throws InterruptedException;

    /**
     * Switches tracing off, and waits at most so long for the reader. After a timeout tracing is
     * off all the same: what has not been read stays readable, and contains all that ended before
     * the call. A new trace is refused until it has been read or {@link #discard}ed.
     *
     * @param timeout how long to wait for the reader. Zero and less do not wait, so that the thread
     *     that reads may stop, too, and read on
     * @return whether the reader has taken everything and knows it; {@code false} also when the
     *     trace was discarded meanwhile
     * @throws IllegalStateException as {@link #stopTrace()}, unless it is not to wait
     * @throws ReaderDiedException as {@link #stopTrace()}, unless it is not to wait
     * @throws InterruptedException as {@link #stopTrace()}, unless it is not to wait
     */
    boolean stopTrace(Duration timeout) throws InterruptedException;

    /**
     * Switches tracing off, if it is on, and throws away what has not been read. Returns when
     * nothing of the trace is left in this JVM; a new one may start then. Any thread may call it,
     * also the one that reads.
     *
     * <p>The reader gets {@code null}; one that is between two calls of {@link #readTrace} gets it
     * from the next, even if a new trace has started by then. What it has read is readable up to
     * its last whole generation.
     */
    void discard();

    /**
     * The state of the trace that is on, or how the last one ended; {@link TraceOutcome#NONE}
     * before the first. While tracing is on, it tells what was read up to the last flush of JFR.
     * Never blocks.
     */
    TraceOutcome outcome();
}
