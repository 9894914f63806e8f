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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Profilers that write chunks of their own beside JFR's make one recording with it. */
class RecordersTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WALL = 1_700_000_000L * SECOND;

    /** JFR's clock began with the JVM, the profiler's with the machine. */
    private final MadeRecording jfr = made(WALL, 10 * SECOND);

    private final MadeRecording profiler = made(WALL + 2 * SECOND, 98_765 * SECOND);

    private static MadeRecording made(long startNanos, long startTicks) {
        return made(startNanos, 10 * SECOND, startTicks);
    }

    private static MadeRecording made(long startNanos, long length, long startTicks) {
        return new MadeRecording(
                new ChunkHeader(2, 1, 1_000, startNanos, length, startTicks, SECOND));
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
                        Stream.of(inOrder)
                                .filter(made -> made.chunk().equals(chunk))
                                .findFirst()
                                .orElseThrow()
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

    /** When the JVM started each asks another clock; which process it is they agree on. */
    @Test
    void startsThatAreNearlyTheSameAreOfOneJvm() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 300);
        profiler.event("JVMInformation").with("pid", 77).with("jvmStartTime", 41);
        assertThat(collect(jfr, profiler)).hasSize(1);
    }

    @Test
    void anotherProcessOfTheSameNumberKnowsOtherThreads() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 301);
        profiler.event("JVMInformation").with("pid", 77).with("jvmStartTime", 41);
        assertThat(collect(jfr, profiler)).hasSize(2);
    }

    @Test
    void whoNamesTheJvmNeedsNoThreads() throws IOException {
        ofJfr(3, 300);
        profiler.event("JVMInformation").with("pid", 77).with("jvmStartTime", 5);
        profiler.event("GCHeapSummary").at(SECOND).with("heapUsed", 5);
        assertThat(collect(jfr, profiler)).singleElement().satisfies(r -> assertThat(r).hasSize(3));
    }

    @Test
    void whoKnowsMoreThreadsRecordedTheSameJvm() throws IOException {
        ofJfr(3, 300);
        ofProfiler(3, 300);
        for (int i = 0; i < 10; i++) {
            profiler.event("ExecutionSample").at(SECOND).on(profiler.thread("y", 50 + i, 500 + i));
        }
        assertThat(collect(jfr, profiler)).hasSize(1);
    }

    /** Ten seconds of JFR's ticks are eight of the wall clock, which the profiler's go by. */
    @Test
    void ticksThatAreOffAreHeldAgainstTheWallClock() throws IOException {
        MadeRecording fast = made(WALL, 8 * SECOND, 20 * SECOND);
        fast.event("JVMInformation").with("pid", 77).with("jvmStartTime", 5);
        fast.event("ThreadSleep").from(SECOND, 10 * SECOND).on(fast.thread("w", 3, 300));
        fast.event("ThreadSleep").from(10 * SECOND, 10 * SECOND).on(fast.thread("w", 3, 300));
        profiler.event("ExecutionSample").at(4 * SECOND).on(profiler.thread("w", 3, 300));
        assertThat(collect(fast, profiler))
                .containsExactly(
                        List.of("1.0 to 10.0 on 0", "7.5 to 7.5 on 0", "10.0 to 10.0 on 0"));
    }

    @Test
    void chunksThatJoinByTheWallClockAreOfOneJvm() throws IOException {
        MadeRecording one = made(WALL, 8 * SECOND, 20 * SECOND);
        MadeRecording two = made(WALL + 8 * SECOND, 8 * SECOND, 30 * SECOND);
        MadeRecording another = made(WALL + 16 * SECOND, 8 * SECOND, 2 * SECOND);
        for (MadeRecording made : List.of(one, two, another)) {
            made.event("ThreadSleep").from(SECOND, 9 * SECOND).on(made.thread("w", 3, 300));
        }
        assertThat(collect(one, two, another))
                .containsExactly(
                        List.of("1.0 to 9.0 on 0", "11.0 to 19.0 on 0"),
                        List.of("1.0 to 9.0 on 0"));
        assertThat(collect(two, one)).hasSize(1);
    }

    /** Chunks are known whose header says that they ended before their last events did. */
    @Test
    void whatEndsWithTheLastEventsEndsInTime() throws IOException {
        MadeRecording fast = made(WALL, 5 * SECOND, 20 * SECOND);
        fast.event("ThreadSleep").from(SECOND, 8 * SECOND).on(fast.thread("w", 3, 300));
        fast.event("ThreadSleep").from(7 * SECOND, 8 * SECOND).on(fast.thread("w", 3, 300));
        fast.event("ThreadSleep").from(7 * SECOND, 90 * SECOND).on(fast.thread("x", 4, 400));
        JfrSource source = (chunk, handler) -> fast.read(chunk, handler);
        try (Collector collector = new Collector(source, EnumSet.allOf(Family.class))) {
            collector.join(collector.reading(fast.chunk(), n -> {}).run());
            assertThat(seconds(collector.jvms().get(0).endTime())).isEqualTo(8);
        }
    }
}
