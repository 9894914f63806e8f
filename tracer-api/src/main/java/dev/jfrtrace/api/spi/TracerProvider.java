package dev.jfrtrace.api.spi;

import dev.jfrtrace.api.Tracer;

/** How {@link Tracer#system()} finds its implementation, by {@link java.util.ServiceLoader}. */
public interface TracerProvider {
    /** The tracer of this JVM, always the same one; must not fail for want of {@code jdk.jfr}. */
    Tracer tracer();
}
