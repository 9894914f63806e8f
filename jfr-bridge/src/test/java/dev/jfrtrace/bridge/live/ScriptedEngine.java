package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An engine without JFR. Left alone it gives a header at the start and a byte at the end; a test
 * may make it do anything else.
 */
final class ScriptedEngine implements Engine {
    static final byte[] HEADER = "go 1.22 trace\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Done at the start of each trace, before the header; may throw. */
    Runnable atStart = () -> {};

    /** Done when a trace is told to abort, before it does. */
    Runnable atAbort = () -> {};

    /** Whether a trace that is stopped ends by itself; else the test calls {@link Play#end}. */
    boolean endsWhenStopped = true;

    /** The trace that was started last. */
    volatile Play play;

    @Override
    public Run start(TraceOptions options, UnitSink sink, Listener listener) {
        atStart.run();
        Play started = new Play(sink, listener);
        started.unit(HEADER);
        play = started;
        return started;
    }

    /** A trace, told what to do by a test. */
    final class Play implements Run {
        private final UnitSink sink;
        private final Listener listener;
        private long bytes;
        private End end = End.RUNNING;
        private boolean stopped;

        /** What the sink threw when it would not take a unit. */
        volatile IOException refusal;

        private Play(UnitSink sink, Listener listener) {
            this.sink = sink;
            this.listener = listener;
        }

        /** Hands over a unit; as engines do, from one thread at a time. */
        void unit(byte... unit) {
            try {
                sink.unit(unit, 0, unit.length);
                synchronized (this) {
                    bytes += unit.length;
                }
            } catch (IOException e) {
                refusal = e;
            }
        }

        void end(End how, String message) {
            synchronized (this) {
                if (end != End.RUNNING) {
                    return;
                }
                end = how;
            }
            listener.ended(outcome(message));
        }

        @Override
        public synchronized void stop() {
            if (!stopped && endsWhenStopped) {
                new Thread(
                                () -> {
                                    unit((byte) 1);
                                    end(End.STOPPED, null);
                                },
                                "scripted engine")
                        .start();
            }
            stopped = true;
        }

        @Override
        public void abort() {
            atAbort.run();
            end(End.DISCARDED, "discarded");
        }

        @Override
        public TraceOutcome outcome() {
            return outcome(null);
        }

        private synchronized TraceOutcome outcome(String message) {
            return new TraceOutcome(
                    end, message, bytes, 0, 0, 0, 0, Duration.ZERO, 0, Map.of(), List.of());
        }
    }
}
