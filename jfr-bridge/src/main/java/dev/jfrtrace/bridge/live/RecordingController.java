package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.api.TracingActiveException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * One recording of our own, to files that the trace is made of. Other recordings run beside it with
 * their own settings and files. What asks JFR may wait for JFR's lock; the engine's thread, for
 * which a JVM that shuts down waits with that lock held, may call {@link #hasEnded} alone.
 */
final class RecordingController implements AutoCloseable {
    /** The recording's name: tells people whose it is, and another tracer that one is on. */
    static final String NAME = "jfrtrace";

    /** The same object for all copies of this class in the JVM. */
    private static final Object JVM_WIDE = (RecordingController.class.getName() + ".lock").intern();

    private final Recording recording;
    private volatile boolean hasEnded;

    private RecordingController(Recording recording) {
        this.recording = recording;
    }

    /**
     * Makes a recording that has not started.
     *
     * @param backlogLimit bytes on disk that it may hold for its reader
     * @throws TracingActiveException when the recording of another trace exists
     */
    static RecordingController open(Map<String, String> settings, long backlogLimit) {
        synchronized (JVM_WIDE) {
            refuseAnother();
            Recording recording = new Recording(settings);
            try {
                recording.setName(NAME);
                recording.setToDisk(true);
                recording.setMaxSize(backlogLimit);
                return new RecordingController(recording);
            } catch (RuntimeException e) {
                recording.close();
                throw e;
            }
        }
    }

    private static void refuseAnother() {
        for (Recording other : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (NAME.equals(other.getName())) {
                throw new TracingActiveException(
                        "another tracer of this JVM is on: recording "
                                + other.getId()
                                + ", "
                                + other.getState());
            }
        }
    }

    /**
     * Returns when events are being recorded.
     *
     * @throws TracerUnavailableException when JFR, or a listener of it, throws
     */
    void start() {
        try {
            recording.start();
        } catch (RuntimeException | Error e) {
            throw new TracerUnavailableException("JFR does not start to record: " + e, e);
        }
    }

    boolean isOf(Recording candidate) {
        return recording.equals(candidate);
    }

    /** Somebody has heard that the recording has been stopped or closed. */
    void ended() {
        hasEnded = true;
    }

    /** Whether somebody has stopped it, as far as is known without asking JFR. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** Asks JFR whether somebody has stopped it: what tells of that may have failed. */
    void look() {
        RecordingState state = recording.getState();
        if (state == RecordingState.STOPPED || state == RecordingState.CLOSED) {
            ended();
        }
    }

    /** Stops it; what was recorded is in its files then. */
    void stop() {
        try {
            recording.stop();
        } catch (RuntimeException | Error e) {
            // Somebody else has stopped it, or a listener of somebody's threw.
        } finally {
            ended();
        }
    }

    /**
     * JFR need no longer keep what was recorded before. It trims a recording when it gets a new
     * age, and there is no other way to make it.
     */
    void release(Instant before) {
        try {
            recording.setMaxAge(Duration.between(before, Instant.now()));
            recording.setMaxAge(null);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // Somebody has closed it, or set the clock back: then the limit of its size remains.
        }
    }

    /** Leaves no recording and no file behind; what has not been read is lost. */
    @Override
    public void close() {
        recording.close();
    }
}
