package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collections, pauses and the heap, with whatever collector this JVM runs. */
class GcEventsTest {
    private static final int COLLECTIONS = 5;
    private static final long MICROSECOND = 1_000;

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static List<RecordedEvent> pauses;

    @BeforeAll
    static void record() throws Exception {
        script = Script.record(folder, GcEventsTest::enable, GcEventsTest::collect);
        trace = script.trace();
        pauses = script.events("jdk.GCPhasePause");
    }

    private static void enable(Recording recording) {
        for (String type :
                List.of(
                        "GCPhasePause",
                        "GarbageCollection",
                        "SafepointBegin",
                        "SafepointEnd",
                        "ExecuteVMOperation",
                        "ThreadPark")) {
            recording.enable("jdk." + type).withThreshold(Duration.ZERO);
        }
        recording.enable("jdk.GCHeapSummary");
        recording.enable("jdk.ThreadStart");
        recording.enable("jdk.ThreadEnd");
    }

    /** Two threads work on while the heap is collected. */
    private static void collect() throws InterruptedException {
        Thread[] workers = new Thread[2];
        boolean[] done = new boolean[1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Script.start("worker-" + i, () -> work(done));
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            byte[][] garbage = new byte[64][1 << 14];
            garbage[i] = null;
            System.gc();
            LockSupport.parkNanos(5_000_000);
        }
        synchronized (done) {
            done[0] = true;
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    /** Says once a millisecond that it runs. */
    private static void work(boolean[] done) {
        boolean goOn = true;
        while (goOn) {
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(1);
            synchronized (done) {
                goOn = !done[0];
            }
        }
    }

    @Test
    @Tests(JfrMapping.GC_PAUSE)
    void pausesAreAsLongAsJfrSays() {
        List<Pair> stops = trace.gcStops();
        assertThat(pauses).hasSizeGreaterThanOrEqualTo(COLLECTIONS);
        assertThat(stops).hasSameSizeAs(pauses);
        long sum = 0;
        long longest = 0;
        long sumOfJfr = 0;
        long longestOfJfr = 0;
        for (int i = 0; i < stops.size(); i++) {
            long length = script.end(pauses.get(i)) - script.start(pauses.get(i));
            assertThat(stops.get(i).length()).isCloseTo(length, within(MICROSECOND));
            assertThat(stops.get(i).begin().time())
                    .isCloseTo(script.start(pauses.get(i)), within(MICROSECOND));
            sum += stops.get(i).length();
            sumOfJfr += length;
            longest = Math.max(longest, stops.get(i).length());
            longestOfJfr = Math.max(longestOfJfr, length);
        }
        assertThat(sum).isCloseTo(sumOfJfr, within(MICROSECOND * stops.size()));
        assertThat(longest).isCloseTo(longestOfJfr, within(MICROSECOND));
        assertThat(script.count("jdk.GCPhasePause", Fate.TRANSLATED)).isEqualTo(pauses.size());
    }

    @Test
    void pausesAreNamedForTheirCollection() {
        assertThat(trace.gcStops())
                .extracting(stop -> stop.begin().text("Name"))
                .allMatch(name -> name.startsWith("stop-the-world (GC "))
                .anyMatch(name -> name.contains("System.gc()"));
    }

    @Test
    void noJavaThreadRunsInAPause() {
        int ran = 0;
        for (RecordedEvent pause : pauses) {
            long start = script.start(pause) + MICROSECOND;
            long end = script.end(pause);
            assertThat(trace.running(start, end))
                    .extracting(span -> span.begin().number("GoID"))
                    .allMatch(g -> g >= Cast.VM_G);
            ran += (int) trace.running(script.start(pause) - 5_000_000, start).count();
        }
        // There were some to stop.
        assertThat(ran).isPositive();
    }

    /** Stopped threads go on when the pause is over, for the same reason for all. */
    @Test
    void stoppedThreadsGoOn() {
        List<Event> stopped =
                trace.events("StateTransition").stream()
                        .filter(e -> e.isMove("Running", "Runnable"))
                        .toList();
        assertThat(stopped).isNotEmpty();
        for (Event stop : stopped) {
            assertThat(stop.text("Reason")).isEqualTo("preempted");
            assertThat(stop.moved()).hasSize(1).allMatch(f -> f.matches("(safepoint|GC) .*"));
            assertThat(trace.at(stop.number("GoID"), stop.time()).end().text("To"))
                    .isEqualTo("Running");
        }
    }

    @Test
    @Tests({JfrMapping.SAFEPOINT_BEGIN, JfrMapping.SAFEPOINT_END, JfrMapping.VM_OPERATION})
    void safepointsAreStopsUntilThreadsAreLetGo() {
        List<RecordedEvent> ends = script.events("jdk.SafepointEnd");
        assertThat(ends).isNotEmpty();
        for (RecordedEvent end : ends) {
            long id = end.getLong("safepointId");
            List<RecordedEvent> begins = new ArrayList<>(script.events("jdk.SafepointBegin"));
            begins.removeIf(begin -> begin.getLong("safepointId") != id);
            for (RecordedEvent begin : begins) {
                long from = script.start(begin);
                long to = script.start(end);
                assertThat(stopped(from, to)).isCloseTo(to - from, within(MICROSECOND * 5));
            }
        }
        assertThat(trace.stops())
                .extracting(stop -> stop.begin().text("Name"))
                .contains("stop-the-world (safepoint sync)");
        assertThat(script.count("jdk.SafepointBegin", Fate.TRANSLATED)).isPositive();
        assertThat(script.count("jdk.SafepointEnd", Fate.TRANSLATED)).isPositive();
        assertThat(script.count("jdk.ExecuteVMOperation", Fate.TRANSLATED)).isPositive();
    }

    /** For how long of the time between two instants the world was stopped. */
    private static long stopped(long from, long to) {
        return trace.stops().stream()
                .mapToLong(s -> Math.min(to, s.end().time()) - Math.max(from, s.begin().time()))
                .filter(length -> length > 0)
                .sum();
    }

    @Test
    void onlyPausesOfTheCollectorHaveGcInTheirNames() {
        assertThat(trace.stops())
                .filteredOn(stop -> !stop.begin().text("Name").startsWith("stop-the-world (GC "))
                .extracting(stop -> stop.begin().text("Name"))
                .isNotEmpty()
                .noneMatch(name -> name.contains("GC"));
    }

    @Test
    @Tests(JfrMapping.GARBAGE_COLLECTION)
    void collectionsAreCycles() {
        List<RecordedEvent> collections = script.events("jdk.GarbageCollection");
        assertThat(collections).hasSizeGreaterThanOrEqualTo(COLLECTIONS);
        List<Pair> cycles = trace.ranges("GC concurrent mark phase");
        assertThat(cycles).isNotEmpty();
        for (RecordedEvent collection : collections) {
            long start = script.start(collection);
            long end = script.end(collection);
            assertThat(cycles)
                    .anyMatch(
                            cycle ->
                                    cycle.begin().time() <= start + MICROSECOND
                                            && cycle.end().time() >= end);
        }
        assertThat(cycles.get(0).begin().stack()).contains("System.gc()");
        assertThat(script.count("jdk.GarbageCollection", Fate.TRANSLATED))
                .isEqualTo(collections.size());
    }

    @Test
    @Tests(JfrMapping.HEAP_SUMMARY)
    void theHeapIsAsLargeAsJfrSays() {
        List<RecordedEvent> summaries = script.events("jdk.GCHeapSummary");
        assertThat(summaries).hasSizeGreaterThanOrEqualTo(2 * COLLECTIONS);
        assertThat(trace.metrics("/memory/classes/heap/objects:bytes"))
                .extracting(ParsedTrace::value)
                .containsExactlyElementsOf(
                        summaries.stream().map(s -> s.getLong("heapUsed")).toList());
        List<Long> committed = new ArrayList<>();
        for (RecordedEvent summary : summaries) {
            long size = summary.getLong("heapSpace.committedSize");
            if (committed.isEmpty() || committed.get(committed.size() - 1) != size) {
                committed.add(size);
            }
        }
        assertThat(trace.metrics("/gc/heap/goal:bytes"))
                .extracting(ParsedTrace::value)
                .containsExactlyElementsOf(committed);
        assertThat(script.count("jdk.GCHeapSummary", Fate.TRANSLATED)).isEqualTo(summaries.size());
    }
}
