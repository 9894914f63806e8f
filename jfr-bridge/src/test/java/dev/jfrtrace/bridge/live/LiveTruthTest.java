package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Region;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What a live trace shows, held against what the program did and what a recording says of it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class LiveTruthTest {
    private static final long MS = 1_000_000;
    private static final TraceOptions FULL = TraceOptions.builder(Preset.FULL).build();

    @TempDir private Path folder;

    private TraceOutcome outcome;

    private ParsedTrace trace(TraceOptions options, Script.Work work) throws Exception {
        Path file = folder.resolve("live.trace");
        Trace running = Trace.start(file, options);
        try (running) {
            work.run();
        }
        outcome = running.outcome();
        assertThat(outcome.end()).isEqualTo(End.STOPPED);
        assertThat(outcome.altered().keySet()).noneMatch(reason -> reason.contains("defect"));
        assertThat(outcome.isComplete()).isTrue();
        return ParsedTrace.of(file);
    }

    @Test
    void waitsAreWhereTheScriptHasThem() throws Exception {
        Object monitor = new Object();
        Thread[] actor = new Thread[1];
        ParsedTrace trace =
                trace(
                        FULL,
                        () -> {
                            actor[0] =
                                    Script.start(
                                            "actor",
                                            () -> {
                                                for (int i = 0; i < 10; i++) {
                                                    LockSupport.parkNanos(30 * MS);
                                                }
                                                Thread.sleep(40);
                                                synchronized (monitor) {
                                                    monitor.wait(50);
                                                }
                                            });
                            actor[0].join();
                        });
        long g = actor[0].getId();
        List<Span> parks =
                trace.waits(g, "sync (park)").stream().filter(s -> s.length() > 20 * MS).toList();
        assertThat(parks).hasSize(10);
        assertThat(parks).allMatch(park -> park.length() >= 29 * MS);
        assertThat(trace.waits(g, "sleep")).anyMatch(sleep -> sleep.length() >= 39 * MS);
        assertThat(trace.waits(g, "sync (Object.wait)")).anyMatch(s -> s.length() >= 49 * MS);
        assertThat(parks.get(0).begin().moved()).anyMatch(f -> f.contains("LiveTruthTest"));
        // Between two parks it is woken and runs, and nothing else.
        for (int i = 1; i < parks.size(); i++) {
            long from = parks.get(i - 1).to();
            long to = parks.get(i).from();
            assertThat(trace.spans(g))
                    .filteredOn(span -> span.overlaps(from, to))
                    .extracting(Span::state)
                    .containsExactly("Runnable", "Running");
        }
    }

    @Test
    void aThreadThatIsParkedAllTheTimeIsShownParkedWithItsStack() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Thread parked = Script.start("parked-1", released::await);
        while (parked.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        ParsedTrace trace = trace(TraceOptions.defaults(), () -> Thread.sleep(1_500));
        released.countDown();
        List<Span> waits = trace.spans(parked.getId(), "Waiting");
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).reason()).isEqualTo("sync (park)");
        assertThat(waits.get(0).length()).isGreaterThan(1_400 * MS);
        assertThat(waits.get(0).begin().moved()).anyMatch(f -> f.contains("CountDownLatch.await"));
    }

    @Test
    void aWaitThatEndsLongAfterItBeganIsNamedLateWithItsLength() throws Exception {
        Thread[] sleeper = new Thread[1];
        ParsedTrace trace =
                trace(
                        FULL,
                        () -> {
                            sleeper[0] = Script.start("sleeper", () -> Thread.sleep(3_500));
                            while (sleeper[0].isAlive()) {
                                LockSupport.parkNanos(10 * MS);
                            }
                        });
        long g = sleeper[0].getId();
        // Until its event comes it is seen asleep by whoever looks at it.
        List<Span> sleeps = trace.waits(g, "sleep");
        Span sleep = sleeps.get(sleeps.size() - 1);
        assertThat(trace.at(g, sleep.from() - 100 * MS).state()).isEqualTo("Waiting");
        assertThat(sleeps.stream().mapToLong(Span::length).sum()).isGreaterThan(1_500 * MS);
        assertThat(sleep.begin().moved()).anyMatch(function -> function.contains("LiveTruthTest"));
        List<Event> late = trace.logs("late").stream().filter(e -> e.g() == g).toList();
        assertThat(late).hasSize(1);
        assertThat(late.get(0).text("Message")).startsWith("sleep, for ");
    }

    @Test
    void tenThousandMarkedOperationsAreAllThereOnTheirThreadsAtTheirTimes() throws Exception {
        Path recorded = folder.resolve("same.jfr");
        List<Thread> workers = new ArrayList<>();
        ParsedTrace trace;
        try (Recording recording = new Recording()) {
            recording.enable("dev.jfrtrace.Log").withoutStackTrace();
            recording.start();
            trace =
                    trace(
                            TraceOptions.defaults(),
                            () -> {
                                for (int w = 0; w < 4; w++) {
                                    int number = w;
                                    workers.add(
                                            Script.start("marker-" + w, () -> mark(number, 2_500)));
                                }
                                for (Thread worker : workers) {
                                    worker.join();
                                }
                            });
            recording.stop();
            recording.dump(recorded);
        }
        Map<String, Event> shown = new HashMap<>();
        trace.logs("mark").forEach(log -> shown.put(log.text("Message"), log));
        Map<String, RecordedEvent> said = marks(recorded);
        assertThat(said).hasSize(10_000);
        assertThat(shown.keySet()).isEqualTo(said.keySet());
        assertThat(trace.logs("mark")).hasSize(10_000);
        assertTimesAgree(trace, recorded, shown, said);
    }

    private static void mark(int worker, int count) {
        for (int i = 0; i < count; i++) {
            Trace.log("mark", worker + "/" + i);
            if (i % 100 == 0) {
                LockSupport.parkNanos(1_000);
            }
        }
    }

    private static Map<String, RecordedEvent> marks(Path recording) throws IOException {
        Map<String, RecordedEvent> marks = new HashMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("dev.jfrtrace.Log")) {
                marks.put(event.getString("message"), event);
            }
        }
        return marks;
    }

    /**
     * Both are on JFR's ticks; the trace adds nanoseconds where two events have the same. Who is
     * late at a safepoint is shown standing still like the others, and goes on at the stop's end.
     */
    private static void assertTimesAgree(
            ParsedTrace trace,
            Path recording,
            Map<String, Event> shown,
            Map<String, RecordedEvent> said)
            throws IOException {
        ChunkHeader clock = ChunkWalk.of(recording).chunks().get(0).header();
        String first = "0/0";
        long saidFirst = said.get(first).getLong("startTime");
        long shownFirst = shown.get(first).time();
        said.forEach(
                (mark, event) -> {
                    Event in = shown.get(mark);
                    long expected =
                            shownFirst + clock.nanos(event.getLong("startTime") - saidFirst);
                    assertThat(in.time())
                            .as(mark)
                            .isBetween(expected - 1_000, endOfStop(trace, expected) + 1_000);
                    assertThat(in.g()).isEqualTo(event.getThread().getJavaThreadId());
                });
    }

    /**
     * Of the stop at a time, and those that follow at once; the time itself where there is none.
     */
    private static long endOfStop(ParsedTrace trace, long time) {
        long end = time;
        for (Pair stop : trace.stops()) {
            boolean isAt = stop.begin().time() - 1_000 <= end && end <= stop.end().time();
            end = isAt ? stop.end().time() : end;
        }
        return end;
    }

    @Test
    void anotherRecordingIsAsWithoutUs() throws Exception {
        Path file = folder.resolve("other.jfr");
        try (Recording other = new Recording()) {
            other.enable("jdk.ThreadSleep").withoutThreshold();
            other.disable("dev.jfrtrace.Log");
            other.start();
            Map<String, String> before = other.getSettings();
            trace(TraceOptions.defaults(), () -> Thread.sleep(5));
            assertThat(other.getSettings()).isEqualTo(before);
            assertThat(other.getState()).isEqualTo(RecordingState.RUNNING);
            Thread.sleep(5);
            other.stop();
            other.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().equals("jdk.ThreadSleep"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void tracesComeAndGoWhileThreadsDoAllSortsOfThings() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> crowd = new ArrayList<>();
        Object monitor = new Object();
        for (int i = 0; i < 8; i++) {
            crowd.add(Script.start("crowd-" + i, () -> bustle(done, monitor)));
        }
        int before = ours();
        for (int i = 0; i < 20; i++) {
            ParsedTrace trace = trace(FULL, () -> Thread.sleep(30));
            assertThat(trace.events()).isNotEmpty();
        }
        done.countDown();
        for (Thread thread : crowd) {
            thread.join();
        }
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
        while (ours() > before) {
            // Threads that have nothing left to do are on their way out.
            Thread.sleep(10);
        }
    }

    private static int ours() {
        int count = 0;
        for (Thread thread : Survey.alive()) {
            boolean isStream = thread.getName().startsWith("JFR Event Stream");
            count += isStream || thread.getName().startsWith(OwnThreads.PREFIX) ? 1 : 0;
        }
        return count;
    }

    private static void bustle(CountDownLatch done, Object monitor) throws InterruptedException {
        byte[] garbage = null;
        while (!done.await(1, TimeUnit.MILLISECONDS)) {
            Thread child = Script.start("child", () -> Trace.log("child", "lives"));
            synchronized (monitor) {
                garbage = new byte[200_000];
            }
            try (Region region = Trace.region("work")) {
                assertThat(region).isNotNull();
                throw new IllegalStateException("thrown on purpose");
            } catch (IllegalStateException e) {
                LockSupport.parkNanos(garbage.length);
            }
            child.join();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsMayBeLeftOutAndAreCounted() throws Exception {
        TraceOptions without = TraceOptions.builder(Preset.FULL).virtualThreads(false).build();
        List<Thread> threads = new ArrayList<>();
        ParsedTrace trace =
                trace(
                        without,
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                Script.Work log = () -> Trace.log("who", "virtual");
                                threads.add(Script.startVirtual("", log));
                            }
                            for (Thread thread : threads) {
                                thread.join();
                            }
                        });
        for (Thread thread : threads) {
            assertThat(trace.groups()).doesNotContainKey(thread.getId());
        }
        assertThat(trace.logs("who")).isEmpty();
        assertThat(outcome.notes())
                .contains("Virtual threads that are not shown, as the options say: 200.");
    }

    @Test
    void anEmptyTraceIsATrace() throws Exception {
        TraceOptions.Builder nothing = TraceOptions.builder(Preset.LIGHT);
        for (EventFamily family : EventFamily.values()) {
            nothing.enabled(family, false);
        }
        ParsedTrace trace = trace(nothing.build(), () -> {});
        assertThat(trace.groups()).isNotEmpty();
    }
}
