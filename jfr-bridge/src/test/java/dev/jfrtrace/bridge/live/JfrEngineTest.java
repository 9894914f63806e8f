package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The engine in this JVM: what it shows, what it survives. */
@Timeout(120)
class JfrEngineTest {
    private static final long MS = 1_000_000;
    private static final TraceOptions FULL = TraceOptions.builder(Preset.FULL).build();

    /** The two clocks are read at different instants and may drift by as much in a second. */
    private static final long SLACK = 2 * MS;

    /** Something that a thread did, by {@link System#nanoTime} before and after. */
    private record Deed(String reason, long before, long after) {
        long length() {
            return after - before;
        }
    }

    @TempDir private Path folder;

    private Path file(String name) {
        return folder.resolve(name + ".trace");
    }

    private TraceOutcome trace(Path file, TraceOptions options, Script.Work work) throws Exception {
        Trace running = Trace.start(file, options);
        try (running) {
            work.run();
        }
        TraceOutcome outcome = running.outcome();
        assertThat(outcome.end()).isEqualTo(End.STOPPED);
        assertThat(outcome.altered().keySet()).noneMatch(reason -> reason.contains("defect"));
        return outcome;
    }

    // What it shows.

    /** A wait in the trace lies within what the script measured around it, and is as long. */
    @Test
    void eachWaitOfAScriptIsShownAtItsTimeForItsReason() throws Exception {
        Object monitor = new Object();
        List<Deed> deeds = new ArrayList<>();
        Deed[] anchor = new Deed[1];
        Path file = file("waits");
        Thread[] actor = new Thread[1];
        Runnable script =
                Script.quietly(
                        () -> {
                            anchor[0] = anchor();
                            for (int i = 0; i < 10; i++) {
                                deeds.add(did("sync (park)", () -> LockSupport.parkNanos(30 * MS)));
                            }
                            deeds.add(did("sleep", () -> Thread.sleep(30)));
                            deeds.add(did("sync (monitor enter)", () -> enter(monitor)));
                            deeds.add(did("sync (Object.wait)", () -> waitFor(monitor)));
                        });
        trace(
                file,
                FULL,
                () -> {
                    actor[0] = new Thread(script, "actor");
                    actor[0].start();
                    actor[0].join();
                });
        ParsedTrace trace = ParsedTrace.of(file);
        long g = actor[0].getId();
        long offset = offset(trace, anchor[0]);
        for (Deed deed : deeds) {
            List<Span> shown = within(trace.waits(g, deed.reason()), deed, offset);
            assertThat(shown).as(deed.toString()).hasSize(1);
            assertThat(shown.get(0).length()).isBetween(25 * MS, deed.length() + SLACK);
            assertThat(shown.get(0).begin().moved()).anyMatch(f -> f.contains("JfrEngineTest"));
        }
    }

    private static Deed did(String reason, Script.Work work) throws Exception {
        long before = System.nanoTime();
        work.run();
        return new Deed(reason, before, System.nanoTime());
    }

    /** Both clocks at one instant: of some tries the one that took the least time. */
    private static Deed anchor() throws Exception {
        Deed best = null;
        for (int i = 0; i < 20; i++) {
            String name = "try " + i;
            Deed deed = did(name, () -> Trace.log("anchor", name));
            best = best == null || deed.length() < best.length() ? deed : best;
        }
        return best;
    }

    private static long offset(ParsedTrace trace, Deed anchor) {
        Event log =
                trace.logs("anchor").stream()
                        .filter(e -> e.text("Message").equals(anchor.reason()))
                        .findFirst()
                        .orElseThrow();
        return log.time() - anchor.before();
    }

    private static List<Span> within(List<Span> spans, Deed deed, long offset) {
        return spans.stream()
                .filter(span -> span.from() >= deed.before() + offset - SLACK)
                .filter(span -> span.to() <= deed.after() + offset + SLACK)
                .filter(span -> span.length() > 5 * MS)
                .toList();
    }

    private static void enter(Object monitor) throws InterruptedException {
        CountDownLatch owned = new CountDownLatch(1);
        Thread self = Thread.currentThread();
        Thread owner =
                Script.start(
                        "owner",
                        () -> {
                            synchronized (monitor) {
                                owned.countDown();
                                while (self.getState() != Thread.State.BLOCKED) {
                                    Thread.onSpinWait();
                                }
                                Thread.sleep(30);
                            }
                        });
        owned.await();
        synchronized (monitor) {
            assertThat(owner).isNotNull();
        }
        owner.join();
    }

    private static void waitFor(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(30);
        }
    }

    /** JFR has nothing of such a wait: it neither begins nor ends while it is recorded. */
    @Test
    void aThreadThatIsParkedThroughoutIsShownSo() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Thread parked = Script.start("parked-1", released::await);
        while (parked.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Path file = file("parked");
        trace(file, TraceOptions.defaults(), () -> Thread.sleep(300));
        released.countDown();
        ParsedTrace trace = ParsedTrace.of(file);
        List<Span> waits = trace.spans(parked.getId(), "Waiting");
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).reason()).isEqualTo("sync (park)");
        assertThat(waits.get(0).begin().moved()).anyMatch(f -> f.contains("CountDownLatch.await"));
        assertThat(waits.get(0).end()).isNull();
        assertThat(waits.get(0).from() - trace.creation(parked.getId()).time()).isLessThan(MS);
    }

    /** No event tells of it: whoever looks at the thread sees where it stands. */
    @Test
    void aThreadThatFallsSilentIsShownWhereItWaits() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Thread[] silent = new Thread[1];
        Path file = file("silent");
        trace(
                file,
                TraceOptions.defaults(),
                () -> {
                    silent[0] = Script.start("silent-1", released::await);
                    Thread.sleep(2_500);
                });
        released.countDown();
        List<Span> spans = ParsedTrace.of(file).spans(silent[0].getId());
        Span wait = spans.get(spans.size() - 1);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.begin().moved()).anyMatch(f -> f.contains("CountDownLatch.await"));
        assertThat(wait.length()).isGreaterThan(1_000 * MS);
    }

    /** The end of any recording begins a new file of JFR's: the tail is in that alone. */
    @Test
    void theTailIsThereThoughAnotherRecordingHasJustEnded() throws Exception {
        for (int i = 0; i < 10; i++) {
            Path file = file("tail " + i);
            try (Recording another = new Recording()) {
                another.start();
                TraceOutcome outcome =
                        trace(
                                file,
                                FULL,
                                () -> {
                                    another.stop();
                                    Trace.log("tail", "is there");
                                });
                assertThat(outcome.isComplete()).isTrue();
            }
            assertThat(ParsedTrace.of(file).logs("tail")).hasSize(1);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsAppearAndEnd() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Path file = file("virtual");
        trace(
                file,
                FULL,
                () -> {
                    for (int i = 0; i < 20; i++) {
                        String name = "virtual " + i;
                        threads.add(Script.startVirtual(name, () -> Trace.log("who", name)));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                });
        ParsedTrace trace = ParsedTrace.of(file);
        for (Thread thread : threads) {
            assertThat(trace.logs("who"))
                    .filteredOn(log -> log.g() == thread.getId())
                    .singleElement()
                    .satisfies(log -> assertThat(log.text("Message")).isEqualTo(thread.getName()));
            List<Span> life = trace.spans(thread.getId());
            assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
        }
    }

    @Test
    void ownThreadsAreShownOnRequest() throws Exception {
        Path hidden = file("hidden");
        Path shown = file("shown");
        trace(hidden, FULL, () -> Thread.sleep(50));
        TraceOptions withOwn = TraceOptions.builder(Preset.FULL).ownThreads(true).build();
        trace(shown, withOwn, () -> Thread.sleep(50));
        assertThat(ParsedTrace.of(hidden).groups().values())
                .noneMatch(name -> name.startsWith(OwnThreads.PREFIX));
        assertThat(ParsedTrace.of(shown).groups().values())
                .anyMatch(name -> name.startsWith(OwnThreads.PREFIX));
    }

    // What it survives.

    /** With as little hold-back as there can be, nearly all waits come late. */
    @Test
    void hurriedTracesOfABusyProgramAreAcceptedByGo() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Object monitor = new Object();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            crowd.add(Script.start("crowd-" + i, () -> bustle(new Random(seed), done, monitor)));
        }
        try {
            for (int i = 0; i < 6; i++) {
                TraceOptions options =
                        TraceOptions.builder(Preset.FULL)
                                .holdBack(Duration.ofMillis(i * 40L))
                                .generation(Duration.ofMillis(10 + 50L * i))
                                .build();
                Path file = file("busy " + i);
                trace(file, options, () -> Thread.sleep(700));
                GoJudge.require().parsed(file, line -> {});
            }
        } finally {
            done.set(true);
            for (Thread thread : crowd) {
                thread.join();
            }
        }
    }

    private static void bustle(Random random, AtomicBoolean done, Object monitor)
            throws InterruptedException {
        byte[] garbage = new byte[0];
        while (!done.get()) {
            LockSupport.parkNanos(random.nextInt((int) (3 * MS)));
            Thread child = Script.start("child", () -> Trace.log("child", "lives"));
            synchronized (monitor) {
                garbage = new byte[10_000 + random.nextInt(200_000)];
                if (random.nextInt(20) == 0) {
                    monitor.wait(random.nextInt(150) + 1);
                }
            }
            var task = Trace.task("task");
            try (task;
                    var region = task.region("region")) {
                region.hashCode();
                throw new IllegalStateException("thrown on purpose");
            } catch (IllegalStateException e) {
                Thread.sleep(garbage.length % 5);
            }
            child.join();
        }
    }

    @Test
    void whatIsSwitchedOffIsNotShown() throws Exception {
        Path file = file("off");
        TraceOptions options =
                TraceOptions.builder(Preset.FULL).enabled(EventFamily.CUSTOM, false).build();
        trace(file, options, () -> Trace.log("hidden", "text"));
        assertThat(ParsedTrace.of(file).logs("hidden")).isEmpty();
    }

    /** Whoever stops a trace or reads it would wait for ever if nobody said that it has ended. */
    @Test
    void thatItHasEndedIsToldHoweverLittleMemoryThereIs() throws Exception {
        CountDownLatch failures = new CountDownLatch(2);
        CountDownLatch told = new CountDownLatch(1);
        Engine.Run run =
                new JfrEngine()
                        .start(
                                FULL,
                                (unit, offset, length) -> {},
                                outcome -> {
                                    if (failures.getCount() > 0) {
                                        failures.countDown();
                                        throw new OutOfMemoryError("on purpose");
                                    }
                                    told.countDown();
                                });
        run.stop();
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(run.outcome().end()).isEqualTo(End.STOPPED);
    }
}
