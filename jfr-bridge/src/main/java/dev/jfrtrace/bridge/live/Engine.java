package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.encoder.write.UnitSink;

/** Makes a trace; what {@link LiveTracer} guards the contract of. */
interface Engine {
    /** One trace under way. */
    interface Run {
        /**
         * Asks for the end and returns: what ended before the call will still be written, then
         * {@link Listener#ended} is called. A second time does nothing.
         */
        void stop();

        /**
         * Asks for the end, without what is not yet written; returns when nothing of the trace is
         * left: no recording, no thread, no file. {@link Listener#ended} is called if it was not
         * before. A second call returns when the first one has done its work.
         */
        void abort();

        /** How the trace goes; {@link TraceOutcome.End#RUNNING} until it has ended. */
        TraceOutcome outcome();
    }

    /** Hears that a trace has ended: once, and again if it has thrown something. */
    @FunctionalInterface
    interface Listener {
        /**
         * The last unit has been written, and the engine has let go of everything. Called on a
         * thread of the engine, or on the one that calls {@link Run#abort}.
         */
        void ended(TraceOutcome outcome);
    }

    /**
     * Starts a trace: returns when events are being recorded, and the header has been given to the
     * sink.
     *
     * @param sink called by one thread at a time, never by the caller of {@code stop}; it may block
     *     for as long as the reader does not read, and fails once what it is given is unwanted
     * @throws dev.jfrtrace.api.TracingActiveException when another tracer of this JVM is on
     * @throws dev.jfrtrace.api.TracerUnavailableException when this runtime cannot trace
     */
    Run start(TraceOptions options, UnitSink sink, Listener listener);
}
