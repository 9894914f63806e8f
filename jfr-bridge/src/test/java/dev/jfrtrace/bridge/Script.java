package dev.jfrtrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A piece of work that this very JVM did under a recording of its own, and the trace made of it.
 * What is true is known twice: from the script, and from the recording as the JDK reads it.
 *
 * @param recording the recording
 * @param report what the conversion said of its one JVM
 * @param events the recording's events as the JDK gives them
 * @param trace the trace as Go gives it
 * @param clock the clock of the recording's first chunk
 */
public record Script(
        Path recording,
        TraceReport report,
        List<RecordedEvent> events,
        ParsedTrace trace,
        ChunkHeader clock) {
    /** What the encoder may shift an event by, to keep times rising. */
    private static final long SHIFT = 1_000;

    /** What a script does. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Records work; nothing is switched on but by {@code settings}. */
    public static Script record(Path folder, Consumer<Recording> settings, Work work)
            throws Exception {
        Path file = folder.resolve("script.jfr");
        try (Recording recording = new Recording()) {
            settings.accept(recording);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return of(file, ConvertOptions.defaults());
    }

    /** Converts a recording of one JVM. */
    public static Script of(Path recording, ConvertOptions options) throws IOException {
        Path trace = recording.resolveSibling(recording.getFileName() + ".trace");
        List<TraceReport> reports = JfrToTrace.convert(recording, trace, options).traces();
        if (reports.size() != 1 || reports.get(0).refusals() != 0) {
            throw new AssertionError(reports);
        }
        return new Script(
                recording,
                reports.get(0),
                RecordingFile.readAllEvents(recording),
                ParsedTrace.of(trace),
                ChunkWalk.of(recording).chunks().get(0).header());
    }

    /** The recording's events of a type, by its modern name, in the order of their starts. */
    public List<RecordedEvent> events(String type) {
        return events.stream()
                .filter(e -> JfrMapping.modernName(e.getEventType().getName()).equals(type))
                .sorted((a, b) -> Long.compare(a.getLong("startTime"), b.getLong("startTime")))
                .toList();
    }

    /** The same, of one thread. */
    public List<RecordedEvent> events(String type, Thread thread) {
        return events(type).stream()
                .filter(e -> e.getThread() != null)
                .filter(e -> e.getThread().getJavaThreadId() == thread.getId())
                .toList();
    }

    /** When an event began, in nanoseconds of the trace. */
    public long start(RecordedEvent event) {
        return JvmRecording.START + clock.nanos(event.getLong("startTime") - clock.startTicks());
    }

    /** When an event ended. */
    public long end(RecordedEvent event) {
        long ticks = event.getLong("startTime") + event.getLong("duration");
        return JvmRecording.START + clock.nanos(ticks - clock.startTicks());
    }

    /** The spans are the events, one by one. A span ends as soon as its thread has a proc again. */
    public void assertShown(List<Span> spans, List<RecordedEvent> shown) {
        assertThat(shown).isNotEmpty();
        assertThat(spans).hasSameSizeAs(shown);
        for (int i = 0; i < spans.size(); i++) {
            long start = start(shown.get(i));
            long end = end(shown.get(i));
            assertThat(spans.get(i).from()).isBetween(start, start + SHIFT);
            assertThat(spans.get(i).to()).isBetween(end, end + SHIFT);
        }
    }

    /** How many events of a type met a fate. */
    public long count(String type, Fate fate) {
        return report.events().containsKey(type)
                ? report.events().get(type).getOrDefault(fate, 0L)
                : 0;
    }

    /** A thread that does something and is waited for. */
    public static Thread start(String name, Work work) {
        Thread thread = new Thread(quietly(work), name);
        thread.start();
        return thread;
    }

    public static Runnable quietly(Work work) {
        return () -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /**
     * The maker of virtual threads of this JDK, or {@code null}: it is younger than our release.
     */
    public static Thread startVirtual(String name, Work work) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class).invoke(builder, name);
            Method start = type.getMethod("start", Runnable.class);
            return (Thread) start.invoke(builder, quietly(work));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this JDK has virtual threads for good. */
    public static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }
}
