package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.api.spi.FlightRecording;
import dev.jfrtrace.api.spi.TracerProvider;
import dev.jfrtrace.encoder.write.UnitSink;
import java.time.Duration;

/** What the API finds on the path. Nothing here needs JFR until a trace is started. */
public final class LiveTracerProvider implements TracerProvider {
    /** For the service loader. */
    public LiveTracerProvider() {}

    private static final Tracer TRACER = new LiveTracer(LiveTracerProvider::start);

    @Override
    public Tracer tracer() {
        return TRACER;
    }

    @Override
    public FlightRecording startFlightRecording(Duration age, TraceOptions options) {
        requireJfr();
        return KeptRecording.start(age, options);
    }

    private static Engine.Run start(TraceOptions options, UnitSink sink, Engine.Listener listener) {
        requireJfr();
        try {
            return new JfrEngine().start(options, sink, listener);
        } catch (NoClassDefFoundError e) {
            throw new TracerUnavailableException("this runtime lacks " + e.getMessage(), e);
        }
    }

    /** Asked first, so that nothing is half begun when the answer is no. */
    private static void requireJfr() {
        try {
            Class.forName("jdk.jfr.Recording");
        } catch (ClassNotFoundException | LinkageError e) {
            throw new TracerUnavailableException(
                    "this runtime has no module jdk.jfr: tracing needs a JDK, or a runtime image"
                            + " that was made with that module",
                    e);
        }
    }
}
