package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TracingActiveException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordingStream;

/**
 * One recording of our own and the stream that reads it. Other recordings run beside it with their
 * own settings and files.
 */
final class RecordingController implements AutoCloseable {
    /** The recording's name: tells people whose it is, and another tracer that one is on. */
    static final String NAME = "jfrtrace";

    /** A setting that no event has: finds the stream's own recording among all. */
    private static final String MARK = "dev.jfrtrace#trace";

    /** The same object for all copies of this class in the JVM. */
    private static final Object JVM_WIDE = (RecordingController.class.getName() + ".lock").intern();

    /** How long to wait for a helper that only saves time. */
    private static final long HELPER_MILLIS = 200;

    /** {@code RecordingStream.stop()}, since JDK 20; {@code null} before. */
    private static final MethodHandle STOP = findStop();

    /**
     * Whether a stream that is in an older file of JFR than the recording reads the rest when that
     * stops. Before JDK 20 it ends with the file that it is in, and a file ends whenever any
     * recording of the JVM starts or stops.
     */
    static final boolean READS_ALL_ON_STOP = STOP != null;

    private final RecordingStream stream;
    private final Recording recording;
    private volatile boolean streamEnded;
    private volatile boolean failedToStop;

    private RecordingController(RecordingStream stream, Recording recording) {
        this.stream = stream;
        this.recording = recording;
        stream.onClose(() -> streamEnded = true);
    }

    private static MethodHandle findStop() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            RecordingStream.class, "stop", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /**
     * Makes a recording that has not started.
     *
     * @param trace this trace's number
     * @param backlogLimit bytes on disk that it may hold for its reader
     * @param replaced the recording that it takes the place of, or {@code null}
     * @throws TracingActiveException when the recording of another trace exists
     */
    static RecordingController open(
            long trace,
            Map<String, String> settings,
            long backlogLimit,
            RecordingController replaced) {
        synchronized (JVM_WIDE) {
            refuseAnother(replaced == null ? null : replaced.recording);
            Map<String, String> marked = new LinkedHashMap<>(settings);
            String mark = Long.toString(trace);
            marked.put(MARK, mark);
            RecordingStream stream = new RecordingStream();
            try {
                stream.setSettings(marked);
                stream.setOrdered(false);
                stream.setReuse(true);
                Recording recording = find(mark, replaced);
                recording.setName(NAME);
                recording.setMaxSize(backlogLimit);
                return new RecordingController(stream, recording);
            } catch (RuntimeException e) {
                stream.close();
                throw e;
            }
        }
    }

    private static void refuseAnother(Recording mine) {
        for (Recording other : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (!other.equals(mine) && NAME.equals(other.getName())) {
                throw new TracingActiveException(
                        "another tracer of this JVM is on: recording "
                                + other.getId()
                                + ", "
                                + other.getState());
            }
        }
    }

    private static Recording find(String mark, RecordingController replaced) {
        for (Recording candidate : FlightRecorder.getFlightRecorder().getRecordings()) {
            boolean isOld = replaced != null && candidate.equals(replaced.recording);
            if (!isOld && mark.equals(candidate.getSettings().get(MARK))) {
                return candidate;
            }
        }
        throw new IllegalStateException("internal error: the stream has no recording");
    }

    RecordingStream stream() {
        return stream;
    }

    boolean isOf(Recording candidate) {
        return recording.equals(candidate);
    }

    boolean hasStreamEnded() {
        return streamEnded;
    }

    /** Makes the stream look for what is new. */
    void wakeStream() {
        wakeStreams(openHelper());
    }

    /** Whether it has been started and nobody has stopped it. */
    boolean isRunning() {
        return recording.getState() == RecordingState.RUNNING;
    }

    /** Whether JFR threw when it was to stop: what it had not done by then nobody will do. */
    boolean hasFailedToStop() {
        return failedToStop;
    }

    boolean hasEnded() {
        RecordingState state = recording.getState();
        return state == RecordingState.STOPPED || state == RecordingState.CLOSED;
    }

    /**
     * Records nothing any more, and makes what has been recorded readable at once: with a new file,
     * which JFR begins when a recording starts. The stream must be read to there before {@link
     * #stop} where that would cut it off.
     */
    void quiesce() {
        EventStream helper = openHelper();
        try (Recording another = new Recording()) {
            Map<String, String> off = allOff();
            recording.setSettings(off);
            another.setSettings(off);
            another.start();
        } catch (IllegalStateException e) {
            // Somebody else has closed it: the stream ends by itself.
        } finally {
            wakeStreams(helper);
        }
    }

    /** Events that no setting names are recorded if they say so themselves. */
    private static Map<String, String> allOff() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            settings.put(type.getName() + "#enabled", "false");
        }
        return settings;
    }

    /**
     * Stops the recording; the stream goes on to the last event that was recorded and then ends.
     * May return only then. {@code RecordingStream.close()} would lose the tail.
     */
    void stop() {
        EventStream helper = openHelper();
        try {
            Thread waker = OwnThreads.start("waker", () -> wake(helper));
            stopRecording();
            waker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopRecording() {
        try {
            if (STOP == null) {
                recording.stop();
            } else {
                // Stopping the recording alone would end a stream that is behind, since JDK 21.
                STOP.invoke(stream);
            }
        } catch (RuntimeException e) {
            // Somebody else has stopped or closed it: the stream ends by itself.
            closeIfDead();
        } catch (Throwable e) {
            failedToStop = true;
            closeIfDead();
        }
    }

    private void closeIfDead() {
        if (recording.getState() == RecordingState.CLOSED) {
            stream.close();
        }
    }

    /**
     * A stream that waits for JFR's next flush sleeps for up to a second. Any other stream that
     * closes wakes it: this one is there to be closed.
     */
    private static EventStream openHelper() {
        try {
            EventStream helper = EventStream.openRepository();
            startHelper(helper);
            return helper;
        } catch (IOException | RuntimeException e) {
            // Without it stopping takes up to a second longer.
            return null;
        }
    }

    private static void startHelper(EventStream helper) {
        CountDownLatch reading = new CountDownLatch(1);
        try {
            helper.onMetadata(event -> reading.countDown());
            helper.setStartTime(Instant.now());
            helper.startAsync();
            reading.await(HELPER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            helper.close();
            throw e;
        }
    }

    private void wake(EventStream helper) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!hasEnded() && System.nanoTime() < deadline) {
            OwnThreads.nap(1);
        }
        wakeStreams(helper);
    }

    private static void wakeStreams(EventStream helper) {
        if (helper != null) {
            helper.close();
        }
    }

    /** Leaves no recording and no file behind; what has not been read is lost. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (RuntimeException | Error e) {
            // It closes its recording first, whose listeners may throw: then itself is open still.
            stream.close();
            throw e;
        } finally {
            recording.close();
        }
    }
}
