package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.translate.AllocationLog.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allocated, where, and how the heap grows with it. */
class AllocationEventsTest {
    private static final int SIZE = 4 << 20;

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread allocator;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        AllocationEventsTest::enable,
                        () -> {
                            // Tells the heap's size, so that it can be seen to grow.
                            System.gc();
                            allocator = Script.start("allocator", AllocationEventsTest::allocate);
                            allocator.join();
                        });
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        recording.enable("jdk.ObjectAllocationSample").withStackTrace().with("throttle", "10000/s");
        recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
        recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
        recording.enable("jdk.GCHeapSummary");
    }

    /** Large arrays, which have no place in a thread's own buffer, and small ones that fill it. */
    private static void allocate() {
        long used = 0;
        for (int i = 0; i < 4; i++) {
            used += new long[SIZE / Long.BYTES].length;
        }
        for (int i = 0; i < 40_000; i++) {
            used += new int[64].length;
        }
        if (used < 0) {
            throw new IllegalStateException("unreachable; keeps the arrays from being left out");
        }
    }

    private static List<Event> logsOf(String type) {
        return trace.logs("alloc").stream()
                .filter(log -> log.g() == allocator.getId())
                .filter(log -> log.text("Message").startsWith(type + ", "))
                .toList();
    }

    @Test
    @Tests(JfrMapping.ALLOCATION_OUTSIDE_TLAB)
    void largeArraysAreLoggedWithTheirSize() {
        List<Event> logs = logsOf("long[]");
        assertThat(logs)
                .filteredOn(log -> log.text("Message").equals("long[], " + (SIZE + 16) + " bytes"))
                .hasSize(4)
                .allSatisfy(
                        log ->
                                assertThat(log.stack())
                                        .startsWith(getClass().getName() + ".allocate"));
        assertThat(script.count("jdk.ObjectAllocationOutsideTLAB", Fate.TRANSLATED)).isPositive();
    }

    @Test
    @Tests(JfrMapping.ALLOCATION_NEW_TLAB)
    void smallArraysAreLoggedWhereTheyFillABuffer() {
        List<RecordedEvent> events =
                new ArrayList<>(script.events("jdk.ObjectAllocationInNewTLAB", allocator));
        assertThat(events).isNotEmpty();
        events.removeIf(e -> !e.getClass("objectClass").getName().equals("[I"));
        List<String> told =
                logsOf("int[]").stream()
                        .map(log -> log.text("Message"))
                        .filter(message -> message.contains(" in a new TLAB of about "))
                        .toList();
        assertThat(told)
                .hasSameSizeAs(events)
                .allMatch(message -> message.startsWith("int[], 272 bytes in"));
        // To two digits.
        assertThat(told.stream().mapToLong(m -> AllocationLog.of(m).orElseThrow().bytes()).sum())
                .isCloseTo(
                        events.stream().mapToLong(e -> e.getLong("tlabSize")).sum(),
                        withPercentage(5));
        assertThat(script.count("jdk.ObjectAllocationInNewTLAB", Fate.TRANSLATED)).isPositive();
    }

    @Test
    @Tests(JfrMapping.ALLOCATION_SAMPLE)
    void samplesAreLoggedWithTheirWeight() {
        List<RecordedEvent> samples = script.events("jdk.ObjectAllocationSample", allocator);
        assertThat(samples).isNotEmpty();
        assertThat(trace.logs("alloc"))
                .filteredOn(log -> log.g() == allocator.getId())
                .filteredOn(log -> log.text("Message").contains(", about "))
                .hasSameSizeAs(samples);
        assertThat(script.count("jdk.ObjectAllocationSample", Fate.TRANSLATED)).isPositive();
    }

    /** Between two summaries, whenever the collector chose to run, the counter only rises. */
    @Test
    void theHeapGrowsBetweenCollections() {
        List<Long> summaries = new ArrayList<>();
        script.events("jdk.GCHeapSummary").forEach(event -> summaries.add(script.start(event)));
        assertThat(summaries).isNotEmpty();
        summaries.add(Long.MAX_VALUE);
        int longest = 0;
        for (int i = 1; i < summaries.size(); i++) {
            long from = summaries.get(i - 1);
            long to = summaries.get(i);
            List<Long> sizes =
                    trace.metrics("/memory/classes/heap/objects:bytes").stream()
                            .filter(metric -> metric.time() > from && metric.time() < to)
                            .map(ParsedTrace::value)
                            .toList();
            assertThat(sizes).isSorted();
            longest = Math.max(longest, sizes.size());
        }
        assertThat(longest).isGreaterThan(2);
    }

    @Test
    void weightsHaveTwoDigits() {
        assertThat(AllocationLog.rounded(0)).isEqualTo("0 bytes");
        assertThat(AllocationLog.rounded(99)).isEqualTo("99 bytes");
        assertThat(AllocationLog.rounded(104)).isEqualTo("100 bytes");
        assertThat(AllocationLog.rounded(105)).isEqualTo("110 bytes");
        assertThat(AllocationLog.rounded(999)).isEqualTo("1 kB");
        assertThat(AllocationLog.rounded(1_249)).isEqualTo("1.2 kB");
        assertThat(AllocationLog.rounded(123_456)).isEqualTo("120 kB");
        assertThat(AllocationLog.rounded(17_300_000)).isEqualTo("17 MB");
        assertThat(AllocationLog.rounded(1_260_000_000)).isEqualTo("1300 MB");
        assertThat(AllocationLog.rounded(Long.MAX_VALUE)).isEqualTo("9200000000000 MB");
    }

    @Test
    void whatIsWrittenIsFoundAgain() {
        assertThat(AllocationLog.of(AllocationLog.exactly("byte[]", 24)))
                .contains(new AllocationLog("byte[]", 24, Kind.OUTSIDE_TLAB));
        AllocationLog.Estimates estimates = new AllocationLog.Estimates();
        for (long weight : new long[] {0, 99, 1_000, 1_200, 120_000, 1_500_000, 17_000_000}) {
            assertThat(AllocationLog.of(estimates.sample("a.B<C, D>", weight)))
                    .contains(new AllocationLog("a.B<C, D>", weight, Kind.SAMPLE));
            assertThat(AllocationLog.of(estimates.newTlab("a.B<C, D>", 24, weight)))
                    .contains(new AllocationLog("a.B<C, D>", weight, Kind.NEW_TLAB));
        }
        assertThat(AllocationLog.of("2048 bytes, requires a collection")).isEmpty();
        assertThat(AllocationLog.of("something of somebody else's")).isEmpty();
    }
}
