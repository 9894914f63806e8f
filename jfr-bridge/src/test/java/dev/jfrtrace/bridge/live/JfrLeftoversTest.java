package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What traces leave behind in their JVM: nothing. */
class JfrLeftoversTest {
    private static final TraceOptions FULL = TraceOptions.builder(Preset.FULL).build();

    /** More of them by hand: {@code -Djfrtrace.cycles=1000} takes a quarter of a minute. */
    private static final int CYCLES = Integer.getInteger("jfrtrace.cycles", 20);

    /** However many traces there were: a second one may need tables that the first one did not. */
    private static final long MOST_GROWTH = 4 << 20;

    @TempDir private Path folder;

    private void trace(String name) throws IOException {
        Path file = folder.resolve(name + ".trace");
        Trace trace = Trace.start(file, FULL);
        try (trace) {
            Trace.log("cycle", "is alive");
        }
        assertThat(trace.outcome().isComplete()).isTrue();
        assertThat(ParsedTrace.of(file).logs("cycle")).hasSize(1);
        Files.delete(file);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void manyTracesLeaveNothingBehind(TestReporter reporter) throws Exception {
        for (int i = 0; i < 3; i++) {
            trace("warm " + i);
        }
        Leftovers before = Leftovers.settled(Leftovers.now());
        long heapBefore = usedHeap();
        for (int i = 0; i < CYCLES; i++) {
            trace("cycle " + i);
        }
        Leftovers after = Leftovers.settled(before);
        long heapAfter = usedHeap();
        reporter.publishEntry("before " + CYCLES + " traces", before.told(heapBefore));
        reporter.publishEntry("after them", after.told(heapAfter));
        assertThat(after.recordings()).isEqualTo(before.recordings());
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
        assertThat(after.chunks()).isLessThanOrEqualTo(before.chunks());
        assertThat(after.descriptors()).hasSizeLessThanOrEqualTo(before.descriptors().size());
        assertThat(heapAfter - heapBefore).isLessThan(MOST_GROWTH);
    }

    /**
     * A trace may run for months beside recordings that come and go, each with files of its own.
     */
    @Test
    @Timeout(60)
    void whatHasBeenReadIsNotKeptOnDisk() throws Exception {
        try (Trace trace = Trace.start(folder.resolve("long.trace"))) {
            long before = Leftovers.chunksOnDisk();
            for (int i = 0; i < 8; i++) {
                try (Recording other = new Recording()) {
                    other.start();
                }
            }
            assertThat(Leftovers.chunksOnDisk()).isGreaterThan(before);
            while (Leftovers.chunksOnDisk() > before) {
                Thread.sleep(20);
            }
            assertThat(trace.outcome().gaps()).isZero();
        }
    }

    /** Files of the JVM's own classes and sockets are not counted: they come and go. */
    private record Leftovers(int threads, int recordings, List<String> descriptors, long chunks) {
        static Leftovers now() throws IOException {
            int threads = 0;
            for (Thread thread : Survey.alive()) {
                String name = thread.getName();
                boolean isOurs =
                        name.startsWith(OwnThreads.PREFIX) || name.startsWith("JFR Event Stream");
                threads += isOurs ? 1 : 0;
            }
            return new Leftovers(
                    threads,
                    FlightRecorder.getFlightRecorder().getRecordings().size(),
                    descriptorsOfRecordings(),
                    chunksOnDisk());
        }

        /** What ends on a thread of its own gets some time to do so. */
        static Leftovers settled(Leftovers expected) throws Exception {
            Leftovers now = now();
            for (int i = 0; i < 500 && !now.isWithin(expected); i++) {
                Thread.sleep(10);
                now = now();
            }
            return now;
        }

        private boolean isWithin(Leftovers bound) {
            return threads <= bound.threads
                    && recordings <= bound.recordings
                    && descriptors.size() <= bound.descriptors.size()
                    && chunks <= bound.chunks;
        }

        String told(long heap) {
            return threads
                    + " threads, "
                    + recordings
                    + " recordings, "
                    + descriptors.size()
                    + " open files, "
                    + chunks
                    + " chunks, "
                    + heap
                    + " bytes of heap";
        }

        /** What they lead to, so that one too many tells its name. */
        private static List<String> descriptorsOfRecordings() throws IOException {
            try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
                return all.map(Leftovers::target)
                        .filter(t -> t.contains(".jfr") || t.contains(".trace"))
                        .toList();
            }
        }

        /** Nothing where it has been closed meanwhile. */
        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString();
            } catch (IOException e) {
                return "";
            }
        }

        private static long chunksOnDisk() throws IOException {
            try (Stream<Path> files = Files.list(Repository.folder())) {
                return files.count();
            }
        }
    }
}
