package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.Tracer;

/** The contract, kept by the engine that records this JVM. */
class JfrTracerTest extends TracerContract {
    @Override
    Tracer newTracer() {
        return new LiveTracer(new JfrEngine());
    }
}
