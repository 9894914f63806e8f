package dev.jfrtrace.samples.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One recording, and what must be in it. */
class EmbeddedWorkloadTest {
    @TempDir static Path directory;

    private static final EmbeddedWorkload.Result NOTHING = new EmbeddedWorkload.Result(0, 0, 0);
    private static final Map<String, Integer> COUNTS = new HashMap<>();
    private static final List<RecordedEvent> OWN_EVENTS = new ArrayList<>();
    private static EmbeddedWorkload.Result result = NOTHING;
    private static Path temporary;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        Path file = directory.resolve("new/directory/workload.jfr");
        temporary = Files.createDirectory(directory.resolve("temporary"));
        EmbeddedWorkload workload = new EmbeddedWorkload(temporary);
        assertThat(workload.result()).isEqualTo(NOTHING);
        Recorder.record(file, Duration.ofSeconds(2), workload);
        result = workload.result();
        read(file);
    }

    private static void read(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                String type = event.getEventType().getName();
                COUNTS.merge(type, 1, Integer::sum);
                if (type.startsWith("orders.")) {
                    OWN_EVENTS.add(event);
                }
                if (type.equals("jdk.JavaExceptionThrow")) {
                    COUNTS.merge(event.getClass("thrownClass").getName(), 1, Integer::sum);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.ThreadStart",
                "jdk.ThreadEnd",
                "jdk.ThreadPark",
                "jdk.ThreadSleep",
                "jdk.JavaMonitorEnter",
                "jdk.JavaMonitorWait",
                "jdk.SocketRead",
                "jdk.SocketWrite",
                "jdk.FileRead",
                "jdk.FileWrite",
                "jdk.FileForce",
                "jdk.SystemGC",
                "jdk.GarbageCollection",
                "jdk.GCPhasePause",
                "jdk.GCHeapSummary",
                "jdk.SafepointBegin",
                "jdk.SafepointEnd",
                "jdk.ExecuteVMOperation",
                "jdk.ObjectAllocationSample",
                "jdk.ExecutionSample",
                "jdk.NativeMethodSample",
                "jdk.Compilation",
                "jdk.ThreadCPULoad",
                "jdk.ThreadDump",
                "jdk.ActiveSetting",
                "jdk.JavaExceptionThrow",
                "dev.jfrtrace.samples.workload.OrderFormatException",
                RestockEvent.NAME,
            })
    void isInTheRecording(String type) {
        assertThat(COUNTS).containsKey(type);
    }

    @Test
    void noClassLoading() {
        assertThat(COUNTS).doesNotContainKey("jdk.ClassLoad");
    }

    @Test
    void virtualThreadsWhereTheyAre() {
        if (VirtualThreads.available()) {
            assertThat(COUNTS).containsKeys("jdk.VirtualThreadStart", "jdk.VirtualThreadEnd");
        } else {
            assertThat(COUNTS).doesNotContainKeys("jdk.VirtualThreadStart");
        }
    }

    @Test
    void everyAcceptedOrderIsPackedAndHasItsEvent() {
        assertThat(result.accepted()).isPositive();
        assertThat(result.packed()).isEqualTo(result.accepted());
        assertThat(result.rejected()).isPositive();
        assertThat(COUNTS).containsEntry(OrderEvent.NAME, (int) result.packed());
    }

    @Test
    void ownEventsCarryTheirFields() {
        for (RecordedEvent event : OWN_EVENTS) {
            if (event.getEventType().getName().equals(OrderEvent.NAME)) {
                assertThat(event.getLong("id")).isPositive();
                assertThat(event.getInt("items")).isPositive();
                assertThat(event.getDuration()).isPositive();
            } else {
                assertThat(event.getInt("pieces")).isPositive();
                assertThat(event.getDuration()).isZero();
            }
        }
    }

    @Test
    void nothingIsLeftBehind() {
        assertThat(temporary).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(EmbeddedWorkload.THREAD_PREFIX));
    }
}
