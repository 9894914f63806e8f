package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TracingActiveException;
import dev.jfrtrace.api.spi.FlightRecording;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.TimePoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * A recording of JFR that drops what is old, and is converted when somebody wants to see it. JFR
 * drops whole files: they hold more than is asked for, which the trace leaves out, but for what it
 * tells of how things stood at its begin.
 */
final class KeptRecording implements FlightRecording {
    /** The recording's name: tells people whose it is, and others that there is one. */
    static final String NAME = "jfrtrace flight recorder";

    /** The same object for all copies of this class in the JVM. */
    private static final Object JVM_WIDE = (KeptRecording.class.getName() + ".lock").intern();

    private final Recording recording;
    private final Duration age;
    private final TraceOptions options;
    private final List<String> notes;

    private KeptRecording(
            Recording recording, Duration age, TraceOptions options, List<String> notes) {
        this.recording = recording;
        this.age = age;
        this.options = options;
        this.notes = notes;
    }

    static KeptRecording start(Duration age, TraceOptions options) {
        Availability.require();
        return CallersLoader.without(() -> begin(age, options));
    }

    private static KeptRecording begin(Duration age, TraceOptions options) {
        synchronized (JVM_WIDE) {
            // Asking JFR for its recordings or events initializes it, and then it is too late to
            // choose how deep stacks are. Before that there is no recording to be refused for.
            if (FlightRecorder.isInitialized()) {
                refuseAnother();
            }
            List<String> notes = new ArrayList<>();
            JfrConfiguration.apply(options, notes);
            notes.addAll(UnknownSettings.of(options.settings()));
            Recording recording = new Recording(Presets.ofRecording(options));
            try {
                recording.setName(NAME);
                recording.setToDisk(true);
                recording.setMaxAge(age);
                recording.setMaxSize(options.backlogLimit());
                recording.start();
                return new KeptRecording(recording, age, options, notes);
            } catch (RuntimeException e) {
                recording.close();
                throw e;
            }
        }
    }

    private static void refuseAnother() {
        for (Recording other : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (NAME.equals(other.getName()) && other.getState() != RecordingState.CLOSED) {
                throw new TracingActiveException(
                        "another flight recorder of this JVM is on: recording "
                                + other.getId()
                                + ", "
                                + other.getState());
            }
        }
    }

    @Override
    public TraceOutcome writeTo(Path file) throws IOException {
        IntFunction<Path> target = number -> JfrToTrace.numbered(file, number);
        return convert((in, choices) -> JfrToTrace.convert(in, target, choices));
    }

    @Override
    public TraceOutcome writeTo(OutputStream out) throws IOException {
        return convert((in, choices) -> JfrToTrace.convert(in, out, choices));
    }

    /** Where the trace goes. */
    @FunctionalInterface
    private interface Target {
        ConversionReport convert(InputStream in, ConvertOptions options) throws IOException;
    }

    /** Whoever was interrupted for being slow is just the one who wants to know why. */
    private TraceOutcome convert(Target target) throws IOException {
        ConvertOptions choices =
                LiveOptions.conversion(options).from(TimePoint.beforeEnd(age)).build();
        PutAside interrupts = new PutAside();
        try (interrupts;
                Recording copy = copy();
                InputStream in = copy.getStream(null, null)) {
            return Outcomes.of(target.convert(in, choices), notes);
        } catch (OutOfMemoryError e) {
            throw new IOException("too little heap to translate the recording: dump it instead", e);
        }
    }

    @Override
    public void dumpTo(Path jfr) throws IOException {
        try (Recording copy = copy()) {
            copy.dump(jfr);
        }
    }

    /** What has been recorded by now; JFR begins a new file for what follows. */
    private Recording copy() throws IOException {
        // JDK 17 gives an empty copy of one that is closed.
        if (recording.getState() == RecordingState.CLOSED) {
            throw new IOException("the recording \"" + NAME + "\" is closed");
        }
        try {
            return recording.copy(true);
        } catch (IllegalStateException e) {
            throw new IOException("the recording \"" + NAME + "\" is closed", e);
        }
    }

    @Override
    public boolean isRecording() {
        return recording.getState() == RecordingState.RUNNING;
    }

    @Override
    public void close() {
        recording.close();
    }
}
