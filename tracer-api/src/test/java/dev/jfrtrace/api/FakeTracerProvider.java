package dev.jfrtrace.api;

import dev.jfrtrace.api.spi.FlightRecording;
import dev.jfrtrace.api.spi.TracerProvider;
import java.time.Duration;

/** Makes {@link FakeTracer#INSTANCE} the tracer of the JVMs that these tests run in. */
public final class FakeTracerProvider implements TracerProvider {
    /** For the service loader. */
    public FakeTracerProvider() {}

    @Override
    public Tracer tracer() {
        return FakeTracer.INSTANCE;
    }

    @Override
    public FlightRecording startFlightRecording(Duration age, TraceOptions options) {
        return new FakeFlightRecording(age);
    }
}
