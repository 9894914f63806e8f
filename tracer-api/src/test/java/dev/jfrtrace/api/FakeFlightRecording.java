package dev.jfrtrace.api;

import dev.jfrtrace.api.spi.FlightRecording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Keeps nothing but how far back it should; writes that. */
final class FakeFlightRecording implements FlightRecording {
    private final byte[] kept;
    private boolean recording = true;

    FakeFlightRecording(Duration age) {
        kept = age.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public TraceOutcome writeTo(Path file) throws IOException {
        Files.write(file, kept);
        return TraceOutcome.NONE;
    }

    @Override
    public TraceOutcome writeTo(OutputStream out) throws IOException {
        out.write(kept);
        return TraceOutcome.NONE;
    }

    @Override
    public void dumpTo(Path jfr) throws IOException {
        Files.write(jfr, kept);
    }

    @Override
    public boolean isRecording() {
        return recording;
    }

    @Override
    public void close() {
        recording = false;
    }
}
