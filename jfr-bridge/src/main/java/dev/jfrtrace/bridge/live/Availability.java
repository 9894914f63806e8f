package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TracerUnavailableException;
import jdk.jfr.FlightRecorder;

/** Whether JFR can record now. */
final class Availability {
    private Availability() {}

    /**
     * Refuses where JFR cannot record, and while the JVM shuts down: JFR's shutdown hook ends its
     * native half, and starting a recording after that hangs, and the JVM with it.
     */
    static void require() {
        if (!FlightRecorder.isAvailable()) {
            throw new TracerUnavailableException(
                    "JDK Flight Recorder is not available in this JVM", null);
        }
        if (Shutdowns.isShuttingDown()) {
            throw new TracerUnavailableException(
                    "JDK Flight Recorder cannot record any more: the JVM is shutting down", null);
        }
    }
}
