package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracingActiveException;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a real trace ends when nobody has stopped it, and what another copy of the library sees. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JfrEndingsTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static Recording ours() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> recording.getName().equals(RecordingController.NAME))
                .findFirst()
                .orElseThrow();
    }

    /** Reads to the end, and tells how that was told. */
    private TraceAbortedException read(Tracer tracer) throws InterruptedException {
        try {
            for (ByteBuffer chunk; (chunk = tracer.readTrace()) != null; ) {
                byte[] copy = new byte[chunk.remaining()];
                chunk.get(copy);
                bytes.writeBytes(copy);
            }
            return null;
        } catch (TraceAbortedException e) {
            return e;
        }
    }

    private List<String> parsed() throws IOException {
        Path file = Files.write(folder.resolve("aborted.trace"), bytes.toByteArray());
        List<String> events = new ArrayList<>();
        GoJudge.require().parsed(file, events::add);
        return events;
    }

    private void endsWith(End end, Tracer tracer, Consumer<Recording> deed) throws Exception {
        tracer.startTrace();
        Trace.log("deed", "before it");
        deed.accept(ours());
        TraceAbortedException aborted = read(tracer);
        assertThat(aborted).isNotNull();
        assertThat(aborted.end()).isEqualTo(end);
        assertThat(tracer.outcome().end()).isEqualTo(end);
        assertThat(tracer.isTracing()).isFalse();
        assertThat(tracer.readTrace()).isNull();
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
        tracer.startTrace();
        tracer.discard();
    }

    @Test
    void somebodyElseStopsTheRecording() throws Exception {
        endsWith(End.RECORDING_STOPPED, new LiveTracer(new JfrEngine()), Recording::stop);
        assertThat(parsed()).anyMatch(event -> event.contains("before it"));
    }

    @Test
    void somebodyElseClosesTheRecording() throws Exception {
        endsWith(End.RECORDING_STOPPED, new LiveTracer(new JfrEngine()), Recording::close);
        assertThat(bytes.size()).isGreaterThanOrEqualTo(16);
        assertThat(parsed()).isNotNull();
    }

    /** JFR would end the JVM when it cannot write any more. */
    @Test
    void theDiskIsNearlyFull() throws Exception {
        endsWith(End.DISK_FULL, new LiveTracer(new JfrEngine(() -> 1_000)), recording -> {});
        assertThat(parsed()).anyMatch(event -> event.contains("before it"));
    }

    /** As an agent or another application brings it. */
    @Test
    void anotherCopyOfTheLibraryIsTracing() throws Exception {
        List<URL> path = new ArrayList<>();
        for (Class<?> type : List.of(Tracer.class, TraceEncoder.class, LiveTracer.class)) {
            path.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        Tracer mine = new LiveTracer(new JfrEngine());
        try (URLClassLoader loader =
                new URLClassLoader(
                        path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> api = loader.loadClass(Tracer.class.getName());
            assertThat(api).isNotSameAs(Tracer.class);
            Object other = api.getMethod("system").invoke(null);
            api.getMethod("startTrace").invoke(other);
            assertThatThrownBy(mine::startTrace).isInstanceOf(TracingActiveException.class);
            api.getMethod("discard").invoke(other);

            mine.startTrace();
            assertThatThrownBy(() -> api.getMethod("startTrace").invoke(other))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("another tracer of this JVM is on");
            mine.discard();
        }
    }
}
