package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a test cannot bring about, or not on every JVM: they are made up. */
class MadeEventsTest {
    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", 7, 700);
        recording.event("Nothing").at(500 * MS);
    }

    @Test
    @Tests({
        JfrMapping.GC_CONCURRENT,
        JfrMapping.GC_CONCURRENT_1,
        JfrMapping.GC_CONCURRENT_2,
        JfrMapping.GC_PARALLEL
    })
    void phasesOfACollectionAreRegionsOfTheirThread() throws IOException {
        JfrThread marker = recording.vmThread("G1 Main Marker", 900);
        JfrThread worker = recording.vmThread("GC Thread#1", 901);
        recording
                .event("GCPhaseConcurrent")
                .from(10 * MS, 400 * MS)
                .on(marker)
                .with("name", "Concurrent Mark");
        recording
                .event("GCPhaseConcurrentLevel1")
                .from(20 * MS, 300 * MS)
                .on(marker)
                .with("name", "Concurrent Scan");
        recording
                .event("GCPhaseConcurrentLevel2")
                .from(30 * MS, 200 * MS)
                .on(marker)
                .with("name", "Concurrent Mark Roots");
        recording
                .event("GCPhaseParallel")
                .from(30 * MS, 40 * MS)
                .on(worker)
                .with("name", "ObjCopy");
        recording.event("GCPhaseConcurrent").from(10 * MS, 20 * MS).with("name", "Nobody's");
        recording.event("GCPhaseConcurrent").at(450 * MS).on(marker).with("name", "Empty");
        Made made = Made.of(recording, folder);
        Pair mark = made.trace().regions("GC: Concurrent Mark").get(0);
        Pair scan = made.trace().regions("GC: Concurrent Scan").get(0);
        Pair roots = made.trace().regions("GC: Concurrent Mark Roots").get(0);
        assertThat(roots.begin().g()).isEqualTo(mark.begin().g());
        Pair copy = made.trace().regions("GC: ObjCopy").get(0);
        assertThat(made.trace().groups().get(mark.begin().g())).isEqualTo("G1 Main Marker");
        assertThat(scan.begin().g()).isEqualTo(mark.begin().g()).isGreaterThan(Cast.VM_G);
        assertThat(copy.begin().m()).isEqualTo(901);
        assertThat(copy.length()).isBetween(10 * MS - 100, 10 * MS + 100);
        assertThat(made.trace().label(copy.begin().g())).isEqualTo("JVM GC Thread#1");
        // It works through all of it.
        assertThat(made.trace().at(mark.begin().g(), Made.at(350 * MS)).state())
                .isEqualTo("Running");
        assertThat(made.count("GCPhaseConcurrent", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("GCPhaseConcurrent", Fate.NO_THREAD)).isEqualTo(1);
        assertThat(made.count("GCPhaseConcurrent", Fate.NOT_USED)).isEqualTo(1);
        assertThat(made.count("GCPhaseConcurrentLevel1", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("GCPhaseParallel", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    @Tests(JfrMapping.METHOD_TRACE)
    void aTracedMethodIsARegion() throws IOException {
        recording
                .event("MethodTrace")
                .from(10 * MS, 40 * MS)
                .on(thread)
                .with("method", "shop.Cart.pay")
                .in("shop.Main.run");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().regions("shop.Cart.pay"))
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.begin().g()).isEqualTo(7);
                            assertThat(call.length()).isBetween(30 * MS - 100, 30 * MS + 100);
                        });
    }

    @Test
    @Tests(JfrMapping.HEAP_USAGE)
    void heapUsageIsTheHeapsSize() throws IOException {
        recording
                .event("GCHeapMemoryUsage")
                .at(10 * MS)
                .with("used", 4L << 30)
                .with("committed", 8L);
        recording.event("GCHeapMemoryUsage").at(20 * MS).with("used", -1L).with("committed", 0L);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().metrics("/memory/classes/heap/objects:bytes"))
                .extracting(ParsedTrace::value)
                .containsExactly(4L << 30, 0L);
        assertThat(made.trace().metrics("/gc/heap/goal:bytes"))
                .extracting(ParsedTrace::value)
                .containsExactly(8L);
        assertThat(made.count("GCHeapMemoryUsage", Fate.TRANSLATED)).isEqualTo(2);
    }

    /** It cannot grow beyond what is committed, and is unknown before the first summary. */
    @Test
    void theHeapGrowsWithSamplesUpToItsBound() throws IOException {
        allocation(10, 500);
        recording
                .event("GCHeapSummary")
                .at(20 * MS)
                .with("heapUsed", 1_000L)
                .with("heapSpace.committedSize", 2_000L);
        allocation(30, 400);
        allocation(40, 0);
        allocation(50, 900);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().metrics("/memory/classes/heap/objects:bytes"))
                .extracting(ParsedTrace::value)
                // Half of the 400 was allocated before the size was told.
                .containsExactly(1_000L, 1_200L, 2_000L);
        assertThat(made.trace().logs("alloc"))
                .extracting(log -> log.text("Message"))
                .containsExactly(
                        "java.lang.String, about 500 bytes",
                        "java.lang.String, about 400 bytes",
                        "java.lang.String, about 0 bytes",
                        "java.lang.String, about 900 bytes");
    }

    private void allocation(long at, long weight) {
        recording
                .event("ObjectAllocationSample")
                .at(at * MS)
                .on(thread)
                .with("objectClass", "java.lang.String")
                .with("weight", weight);
    }

    @Test
    @Tests({
        JfrMapping.EVACUATION_FAILED,
        JfrMapping.PROMOTION_FAILED,
        JfrMapping.CONCURRENT_MODE_FAILURE
    })
    void aCollectionThatFailsIsLoggedOnce() throws IOException {
        recording
                .event("GarbageCollection")
                .from(10 * MS, 30 * MS)
                .with("gcId", 4L)
                .with("name", "New")
                .with("cause", "Allocation Failure");
        recording.event("EvacuationFailed").at(20 * MS).with("gcId", 4L);
        recording.event("EvacuationFailed").at(21 * MS).with("gcId", 4L);
        recording.event("PromotionFailed").at(22 * MS).with("gcId", 4L);
        recording.event("EvacuationFailed").at(23 * MS).with("gcId", 4L);
        recording.event("ConcurrentModeFailure").at(50 * MS).with("gcId", 5L);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().logs("gc failure"))
                .extracting(log -> log.text("Message"))
                .containsExactly(
                        "New, Allocation Failure: there was no room to copy live objects to",
                        "New, Allocation Failure: the old generation had no room for live objects",
                        "the heap was full before it was done");
        assertThat(made.count("EvacuationFailed", Fate.EVIDENCE)).isEqualTo(2);
    }

    @Test
    @Tests(JfrMapping.SYSTEM_GC)
    void whoAsksForACollectionIsLogged() throws IOException {
        recording
                .event("SystemGC")
                .from(10 * MS, 40 * MS)
                .on(thread)
                .with("invokedConcurrent", 0L)
                .in("Worker.clean", "Worker.run");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().logs("System.gc"))
                .singleElement()
                .satisfies(
                        log -> {
                            assertThat(log.text("Message")).isEqualTo("a full collection");
                            assertThat(log.g()).isEqualTo(7);
                            assertThat(log.stack()).containsExactly("Worker.clean", "Worker.run");
                        });
        assertThat(made.count("SystemGC", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    @Tests(JfrMapping.ALLOCATION_REQUIRING_GC)
    void anAllocationThatNeedsACollectionIsLogged() throws IOException {
        recording
                .event("AllocationRequiringGC")
                .at(10 * MS)
                .on(thread)
                .with("size", 4_096L)
                .in("Worker.allocate", "Worker.run");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().logs("alloc"))
                .singleElement()
                .satisfies(
                        log -> {
                            assertThat(log.text("Message")).startsWith("4096 bytes");
                            assertThat(log.g()).isEqualTo(7);
                            assertThat(log.stack())
                                    .containsExactly("Worker.allocate", "Worker.run");
                        });
        assertThat(made.count("AllocationRequiringGC", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    @Tests(JfrMapping.ALLOCATION_STALL)
    void anAllocationStallIsAMarkAssist() throws IOException {
        recording.event("test.Act").at(5 * MS).on(thread);
        recording.event("ZAllocationStall").from(10 * MS, 40 * MS).on(thread).with("size", 64L);
        recording.event("GCPhasePause").from(30 * MS, 50 * MS).with("name", "Pause Mark End");
        recording.event("test.Act").at(60 * MS).on(thread);
        recording.event("ZAllocationStall").at(70 * MS).with("size", 64L);
        Made made = Made.of(recording, folder);
        List<Pair> assists = made.trace().ranges("GC mark assist");
        assertThat(assists).hasSize(1);
        assertThat(assists.get(0).begin().g()).isEqualTo(7);
        assertThat(assists.get(0).begin().time()).isEqualTo(Made.at(10 * MS));
        // The pause holds the thread longer than the stall does.
        assertThat(assists.get(0).end().time()).isBetween(Made.at(50 * MS), Made.at(50 * MS) + 100);
        assertThat(made.trace().at(7, Made.at(20 * MS)).reason())
                .isEqualTo("GC mark assist wait for work");
        assertThat(made.trace().at(7, Made.at(45 * MS)).state()).isEqualTo("Runnable");
        assertThat(made.count("ZAllocationStall", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("ZAllocationStall", Fate.NO_THREAD)).isEqualTo(1);
    }

    @Test
    @Tests(JfrMapping.DATA_LOSS)
    void lostDataIsLogged() throws IOException {
        recording.event("DataLoss").at(10 * MS).with("amount", 8_000L).with("total", 1_900_000L);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().logs("data loss"))
                .singleElement()
                .satisfies(
                        log -> {
                            assertThat(log.g()).isEqualTo(Cast.VM_G);
                            assertThat(log.text("Message"))
                                    .isEqualTo("8000 bytes lost, 1900000 so far");
                        });
    }

    @Test
    @Tests(JfrMapping.HOOK_FAILURES)
    void hooksThatFailedAreLoggedAndCounted() throws IOException {
        for (long count : new long[] {3, 9, 2}) {
            recording
                    .event(JfrMapping.HOOK_FAILURES.event())
                    .at(10 * MS + count)
                    .with("count", count);
        }
        Made made = Made.of(recording, folder);
        assertThat(made.report().hookFailures()).isEqualTo(9);
        assertThat(made.trace().logs("hooks failed"))
                .extracting(log -> log.text("Message"))
                .contains("9 so far: as many events are missing");
    }

    @Test
    @Tests({JfrMapping.CPU_TIME_SAMPLE, JfrMapping.VIRTUAL_THREAD_PINNED})
    void whatYoungJdksTellIsShown() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording.event("CPUTimeSample").at(10 * MS).on(thread).in("Worker.run");
        recording.event("VirtualThreadPinned").from(20 * MS, 50 * MS).on(virtual);
        recording.event("ThreadPark").from(21 * MS, 49 * MS).on(virtual);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().events("StackSample"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.stack()).containsExactly("Worker.run"));
        assertThat(made.trace().waits(9, "sync (pinned)"))
                .singleElement()
                .satisfies(
                        wait -> assertThat(wait.length()).isBetween(30 * MS - 100, 30 * MS + 100));
        assertThat(made.count("ThreadPark", Fate.NESTED)).isEqualTo(1);
    }

    /** Both kinds may be on: each would tell of half of what ran, and together of all twice. */
    @Test
    void whereCpuTimeIsSampledOtherSamplesAreNoMore() throws IOException {
        recording.event("ExecutionSample").at(9 * MS).on(thread).in("Worker.run");
        recording.event("CPUTimeSample").at(10 * MS).on(thread).in("Worker.run");
        recording.event("ExecutionSample").at(11 * MS).on(thread).in("Worker.other");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().events("StackSample"))
                .extracting(sample -> sample.stack().get(0))
                .containsExactly("Worker.run", "Worker.run");
        assertThat(made.count("jdk.ExecutionSample", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("jdk.ExecutionSample", Fate.EVIDENCE)).isEqualTo(1);
    }

    @Test
    @Tests(JfrMapping.DATADOG_EXECUTION_SAMPLE)
    void samplesOfOtherRecordersAreSamples() throws IOException {
        recording.event("datadog.ExecutionSample").at(10 * MS).on(thread).in("Worker.run");
        recording.event("datadog.Endpoint").at(40 * MS).on(thread).with("endpoint", "GET /");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().events("StackSample"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.stack()).containsExactly("Worker.run"));
        assertThat(made.trace().events("Log"))
                .extracting(log -> log.text("Category") + ": " + log.text("Message"))
                .containsExactly("datadog.Endpoint: endpoint=GET /");
        assertThat(made.count("datadog.ExecutionSample", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("jdk.ExecutionSample", Fate.TRANSLATED)).isZero();
    }

    /** Those by the wall clock mostly hit threads that wait, and tell where. */
    @Test
    @Tests({JfrMapping.WALL_CLOCK_SAMPLE, JfrMapping.DATADOG_METHOD_SAMPLE})
    void samplesByTheWallClockTellWhatRunsAndWhatWaits() throws IOException {
        String[] parked = {
            "libc.so.6.futex",
            "Parker::park",
            "libjvm.so.Unsafe_Park",
            "jdk.internal.misc.Unsafe.park"
        };
        recording.event("ExecutionSample").at(MS / 10).on(thread).in("Worker.run");
        wall("profiler.WallClockSample", 10, "STATE_SLEEPING", parked);
        wall("profiler.WallClockSample", 60, "STATE_SLEEPING", parked);
        wall("profiler.WallClockSample", 110, "STATE_RUNNABLE", "Worker.run");
        wall("profiler.WallClockSample", 160, "STATE_SLEEPING", "libc.so.6.futex", "Worker.io");
        wall("datadog.MethodSample", 210, "RUNNABLE", "Worker.run");
        wall("datadog.MethodSample", 260, "CONTENDED", "Worker.lock");
        wall("datadog.MethodSample", 310, "RUNNABLE", "Worker.run");
        wall("datadog.MethodSample", 360, "SYSCALL", "sun.nio.ch.EPoll.wait");
        recording.event("test.Done").at(410 * MS).on(thread);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().events("StackSample")).hasSize(4);
        assertThat(made.trace().spans(7, "Waiting"))
                .extracting(wait -> wait.reason() + " " + Math.round(wait.length() / 1e6))
                .containsExactly(
                        // Until it is first heard of.
                        "unknown 0",
                        "sync (park) 110",
                        "sync (waiting) 100",
                        "sync (monitor enter) 100",
                        "network 100",
                        // Whoever selects is not taken to run on.
                        "unknown 90");
        assertThat(made.count("profiler.WallClockSample", Fate.EVIDENCE)).isEqualTo(3);
        assertThat(made.count("datadog.MethodSample", Fate.TRANSLATED)).isEqualTo(2);
    }

    /** To Datadog's profiler it is runnable, as it is to Java. */
    @Test
    void whoIsSeenInASelectorDoesNotRun() throws IOException {
        String[] polling = {"epoll_wait", "Java_sun_nio_ch_EPoll_wait", "sun.nio.ch.EPoll.wait"};
        for (long at = 10; at <= 410; at += 50) {
            wall("datadog.MethodSample", at, "RUNNABLE", polling);
        }
        Made made = Made.of(recording, folder);
        assertThat(made.trace().events("StackSample")).isEmpty();
        assertThat(made.trace().spans(7, "Running")).allMatch(run -> run.length() < MS);
        assertThat(made.trace().waits(7, "network")).isNotEmpty();
        assertThat(made.count("datadog.MethodSample", Fate.EVIDENCE)).isEqualTo(9);
    }

    private void wall(String type, long millis, String state, String... stack) {
        recording.event(type).at(millis * MS).on(thread).with("state", state).in(stack);
    }

    @Test
    void whatNeedsAThreadIsLostWithoutOne() throws IOException {
        for (String type :
                List.of("ThreadPark", "SocketRead", "FileWrite", "ExecutionSample", "ThreadEnd")) {
            recording.event(type).from(10 * MS, 20 * MS);
        }
        // The JVM's own, which has no name yet.
        recording.event("ThreadStart").at(10 * MS);
        Made made = Made.of(recording, folder);
        assertThat(made.report().fates().values())
                .filteredOn(fates -> fates.containsKey(Fate.NO_THREAD))
                .hasSize(5);
        assertThat(made.count("ThreadStart", Fate.NOT_USED)).isEqualTo(1);
    }

    /** Ports from 32 768 on are given to whoever calls, but for those that servers are known by. */
    @Test
    void whomAThreadReadsFromIsTheLeafOfItsStack() throws IOException {
        read(10, "db", "10.0.0.1", 5432);
        read(30, "", "10.0.0.2", 443);
        read(50, "caller", "10.0.0.3", 51_234);
        read(70, "", null, 80);
        read(90, "broker", "10.0.0.4", 61_616);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().waits(7, "network"))
                .extracting(wait -> wait.begin().moved())
                .containsExactly(
                        List.of("db:5432", "Client.call"),
                        List.of("10.0.0.2:443", "Client.call"),
                        List.of("caller", "Client.call"),
                        List.of("Client.call"),
                        List.of("broker:61616", "Client.call"));
    }

    private void read(long millis, String host, String address, int port) {
        recording
                .event("SocketRead")
                .from(millis * MS, (millis + 10) * MS)
                .on(thread)
                .in("Client.call")
                .with("host", host)
                .with("address", address)
                .with("port", port);
    }

    @Test
    void whichFileAThreadUsesIsTheLeafOfItsStack() throws IOException {
        recording
                .event("FileForce")
                .from(10 * MS, 20 * MS)
                .on(thread)
                .in("Log.commit")
                .with("path", "/var/log/orders.wal");
        Made made = Made.of(recording, folder);
        assertThat(made.trace().spans(7, "Syscall"))
                .extracting(call -> call.begin().moved())
                .containsExactly(List.of("/var/log/orders.wal", "Log.commit"));
    }
}
