package dev.jfrtrace.api.spi;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.Tracer;
import java.time.Duration;

/**
 * How {@link Tracer#system()} and its like find their implementation, by {@link
 * java.util.ServiceLoader}.
 */
public interface TracerProvider {
    /** The tracer of this JVM, always the same one; must not fail for want of {@code jdk.jfr}. */
    Tracer tracer();

    /**
     * Begins to keep the last events of this JVM.
     *
     * @param age how far back at least; above 0
     * @throws dev.jfrtrace.api.TracingActiveException when there is such a recording already
     * @throws dev.jfrtrace.api.TracerUnavailableException when this runtime cannot record
     */
    FlightRecording startFlightRecording(Duration age, TraceOptions options);
}
