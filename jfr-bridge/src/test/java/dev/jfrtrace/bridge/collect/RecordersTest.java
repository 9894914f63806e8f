package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Profilers that write chunks of their own beside JFR's make one recording with it. */
class RecordersTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WALL = 1_700_000_000L * SECOND;

    /** JFR's clock began with the JVM, the profiler's with the machine. */
    private final MadeRecording jfr = made(WALL, 10 * SECOND);

    private final MadeRecording profiler = made(WALL + 2 * SECOND, 98_765 * SECOND);

    private static MadeRecording made(long startNanos, long startTicks) {
        return new MadeRecording(
                new ChunkHeader(2, 1, 1_000, startNanos, 10 * SECOND, startTicks, SECOND));
    }

    private void ofJfr(long javaId, long osId) {
        jfr.event("JVMInformation").with("pid", 77).with("jvmStartTime", 5);
        jfr.event("ThreadPark").from(4 * SECOND, 5 * SECOND).on(jfr.thread("w", javaId, osId));
        jfr.event("ThreadSleep").from(SECOND, 7 * SECOND).on(jfr.thread("x", javaId + 1, 9));
    }

    private void ofProfiler(long javaId, long osId) {
        profiler.event("ExecutionSample").at(SECOND).on(profiler.thread("w", javaId, osId));
    }

    /** What was recorded of each JVM: seconds from its start, and thread, of each record. */
    private List<List<String>> collect(MadeRecording... inOrder) throws IOException {
        JfrSource source =
                (chunk, handler) ->
                        (chunk.header().equals(jfr.chunk().header()) ? jfr : profiler)
                                .read(chunk, handler);
        List<List<String>> told = new ArrayList<>();
        try (Collector collector = new Collector(source, EnumSet.allOf(Family.class))) {
            for (MadeRecording made : inOrder) {
                collector.join(collector.reading(made.chunk(), n -> {}).run());
            }
            collector.joinRecorders();
            for (JvmRecording jvm : collector.jvms()) {
                told.add(records(collector, jvm));
            }
        }
        return told;
    }

    private static List<String> records(Collector collector, JvmRecording jvm) throws IOException {
        List<String> told = new ArrayList<>();
        Records records = collector.records(jvm);
        for (JfrRecord r = records.next(); r != null; r = records.next()) {
            // Each chunk also tells what its threads are called.
            if (r.row == JfrMapping.THREAD_NAME.ordinal()) {
                continue;
            }
            told.add(seconds(r.start) + " to " + seconds(r.end) + " on " + r.thread);
        }
        return told;
    }

    private static double seconds(long time) {
        return (time - JvmRecording.START) / 1e9;
    }

    @Test
    void whoKnowsTheSameThreadsRecordedTheSameJvm() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 300);
        List<String> records = List.of("1.0 to 7.0 on 1", "3.0 to 3.0 on 0", "4.0 to 5.0 on 0");
        assertThat(collect(jfr, profiler)).isEqualTo(List.of(records));
        assertThat(collect(profiler, jfr)).isEqualTo(List.of(records));
    }

    @Test
    void whoKnowsOtherThreadsRecordedAnother() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 301);
        assertThat(collect(jfr, profiler)).hasSize(2);
    }

    @Test
    void whoNamesAnotherJvmRecordedThat() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 300);
        profiler.event("JVMInformation").with("pid", 78).with("jvmStartTime", 5);
        assertThat(collect(jfr, profiler)).hasSize(2);
    }

    @Test
    void whoNamesTheJvmNeedsNoThreads() throws IOException {
        ofJfr(3, 300);
        profiler.event("JVMInformation").with("pid", 77).with("jvmStartTime", 5);
        profiler.event("GCHeapSummary").at(SECOND).with("heapUsed", 5);
        assertThat(collect(jfr, profiler)).singleElement().satisfies(r -> assertThat(r).hasSize(3));
    }
}
