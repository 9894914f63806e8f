package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops of the world: one range after the other, at each instant the innermost. */
class PausesTest {
    @TempDir private Path folder;

    private final MadeRecording recording = new MadeRecording();

    private void sync(long id, long from, long to) {
        recording.event("SafepointBegin").from(from * MS, to * MS).with("safepointId", id);
    }

    private void operation(long id, String name, long from, long to) {
        recording
                .event("ExecuteVMOperation")
                .from(from * MS, to * MS)
                .with("safepointId", id)
                .with("operation", name)
                .with("safepoint", true);
    }

    private void safepointEnd(long id, long from, long to) {
        recording.event("SafepointEnd").from(from * MS, to * MS).with("safepointId", id);
    }

    private void pause(long gcId, long from, long to) {
        recording
                .event("GCPhasePause")
                .from(from * MS, to * MS)
                .with("gcId", gcId)
                .with("name", "Pause");
    }

    /** The last event: so the recording goes on up to here. */
    private void endAt(long millis) {
        recording.event("Nothing").at(millis * MS);
    }

    /** Asserts names and times of all stops, in milliseconds: "10-12 safepoint sync". */
    private static void assertThatStopsAre(Made made, String... expected) {
        assertThat(made.trace().stops()).extracting(PausesTest::describe).containsExactly(expected);
    }

    private static String describe(Pair stop) {
        String name = stop.begin().text("Name").replaceAll("stop-the-world \\((.*)\\)", "$1");
        String end = stop.end() == null ? "" : String.valueOf(millis(stop.end().time()));
        return millis(stop.begin().time()) + "-" + end + " " + name;
    }

    private static long millis(long time) {
        return (time - Made.at(0)) / MS;
    }

    @Test
    void theInnermostIsShown() throws IOException {
        sync(1, 10, 12);
        operation(1, "G1CollectForAllocation GC", 14, 40);
        pause(1, 20, 30);
        safepointEnd(1, 42, 47);
        endAt(50);
        assertThatStopsAre(
                Made.of(recording, folder),
                "10-14 safepoint sync",
                "14-20 safepoint G1CollectForAllocation Gc",
                "20-30 GC Pause",
                "30-42 safepoint G1CollectForAllocation Gc");
    }

    private void collection(long id, String name, long from, long to) {
        recording
                .event("GarbageCollection")
                .from(from * MS, to * MS)
                .with("gcId", id)
                .with("name", name)
                .with("cause", "Allocation Failure");
    }

    /** During others threads go on, but for pauses of which nobody tells. */
    @Test
    void collectionsThatStopAllAreStopsWhereNoPausesWereRecorded() throws IOException {
        collection(1, "ParNew", 10, 20);
        collection(2, "ConcurrentMarkSweep", 30, 80);
        collection(3, "ParNew", 40, 50);
        collection(4, "SerialOld", 90, 120);
        endAt(130);
        assertThatStopsAre(
                Made.of(recording, folder),
                "10-20 GC Pause (ParNew, Allocation Failure)",
                "40-50 GC Pause (ParNew, Allocation Failure)",
                "90-120 GC Pause (SerialOld, Allocation Failure)");
    }

    @Test
    void collectionsAreNoStopsWherePausesWereRecorded() throws IOException {
        collection(1, "ParNew", 10, 20);
        pause(1, 12, 19);
        endAt(30);
        assertThatStopsAre(
                Made.of(recording, folder), "12-19 GC Pause (ParNew, Allocation Failure)");
    }

    @Test
    void aSafepointMayHaveNoOperation() throws IOException {
        sync(1, 10, 12);
        safepointEnd(1, 21, 29);
        endAt(50);
        assertThatStopsAre(Made.of(recording, folder), "10-21 safepoint sync");
    }

    @Test
    void anOperationMayHaveNoSafepointOfItsOwn() throws IOException {
        operation(1, "Cleanup", 10, 20);
        recording
                .event("ExecuteVMOperation")
                .from(25 * MS, 30 * MS)
                .with("operation", "HandshakeAllThreads")
                .with("safepoint", false);
        safepointEnd(9, 35, 40);
        endAt(50);
        assertThatStopsAre(Made.of(recording, folder), "10-20 safepoint Cleanup");
    }

    @Test
    void pausesThatOverlapFollowEachOther() throws IOException {
        pause(1, 10, 20);
        pause(2, 15, 25);
        endAt(50);
        assertThatStopsAre(Made.of(recording, folder), "10-20 GC Pause", "20-25 GC Pause");
    }

    @Test
    void aPauseIsNamedForItsCollection() throws IOException {
        recording
                .event("GarbageCollection")
                .from(11 * MS, 18 * MS)
                .with("gcId", 1)
                .with("name", "G1New")
                .with("cause", "G1 Evacuation Pause");
        pause(1, 10, 20);
        endAt(50);
        assertThatStopsAre(
                Made.of(recording, folder), "10-20 GC Pause (G1New, G1 Evacuation Pause)");
    }

    @Test
    void aPauseWithoutLengthIsShown() throws IOException {
        pause(1, 10, 10);
        endAt(50);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().gcStops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.length()).isPositive().isLessThan(100));
    }

    @Test
    void aPauseOverTheWindowsEdgesIsClipped() throws IOException {
        pause(1, 10, 30);
        pause(2, 40, 60);
        endAt(80);
        Made made = Made.of(recording, folder, 20 * MS, 50 * MS);
        assertThat(made.trace().gcStops()).hasSize(2);
        assertThat(millis(made.trace().gcStops().get(0).begin().time())).isEqualTo(20);
        assertThat(millis(made.trace().gcStops().get(0).end().time())).isEqualTo(30);
        assertThat(millis(made.trace().gcStops().get(1).begin().time())).isEqualTo(40);
        assertThat(millis(made.trace().gcStops().get(1).end().time())).isEqualTo(50);
    }

    /** Whatever lasts longer than anything else in it. */
    @Test
    void aPauseMayEndWithTheRecording() throws IOException {
        sync(1, 10, 12);
        operation(1, "Exit", 12, 40);
        assertThatStopsAre(
                Made.of(recording, folder), "10-12 safepoint sync", "12-40 safepoint Exit");
    }

    @Test
    void noGenerationEndsInAPause() throws IOException {
        for (int i = 0; i < 60; i++) {
            recording.event("GCHeapSummary").at(i * 100 * MS).with("heapUsed", 1_000L + i);
        }
        pause(1, 900, 5_050);
        Made made = Made.of(recording, folder);
        assertThatStopsAre(made, "900-5050 GC Pause");
    }

    @Test
    void cyclesThatOverlapAreOne() throws IOException {
        for (int i = 0; i < 3; i++) {
            recording
                    .event("GarbageCollection")
                    .from((10 + i) * MS, (20 + i * 10) * MS)
                    .with("gcId", i)
                    .with("name", "G1Old");
        }
        recording.event("GarbageCollection").from(60 * MS, 70 * MS).with("gcId", 4);
        endAt(80);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().ranges("GC concurrent mark phase"))
                .extracting(PausesTest::describe)
                .containsExactly(
                        "10-40 GC concurrent mark phase", "60-70 GC concurrent mark phase");
    }
}
