package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits for locks, for others, and for time. */
class LockEventsTest {
    private static final int TIMES = 10;
    private static final long WAIT = 30_000_000;

    /** What the order of events may take off a wait. */
    private static final long ORDERING = 100_000;

    private static final Comparator<RecordedEvent> BY_DURATION =
            Comparator.comparing(RecordedEvent::getDuration);

    /** Something to wait for, with a class of its own. */
    private static final class Gate {
        boolean isOpen;

        /** That whoever waited for it goes on. */
        volatile boolean isPassed;
    }

    /** Pins a virtual thread on every JDK that has them: the VM's frame is on its stack. */
    private static final class Pinning {
        static {
            LockSupport.parkNanos(WAIT);
        }

        static void load() {}
    }

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread parker;
    private static Thread sleeper;
    private static Thread owner;
    private static Thread contender;
    private static Thread waiter;
    private static Thread notifier;
    private static Thread timedWaiter;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        LockEventsTest::enable,
                        () -> {
                            waitForTime();
                            contend();
                            waitAndNotify();
                        });
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        for (String type : List.of("JavaMonitorEnter", "JavaMonitorWait", "ThreadPark")) {
            recording.enable("jdk." + type).withThreshold(Duration.ZERO).withStackTrace();
        }
        recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
        recording.enable("jdk.ThreadStart");
        recording.enable("jdk.ThreadEnd");
    }

    private static void waitForTime() throws InterruptedException {
        parker = Script.start("parker", LockEventsTest::park);
        sleeper = Script.start("sleeper", () -> Thread.sleep(30));
        parker.join();
        sleeper.join();
    }

    private static void park() {
        for (int i = 0; i < TIMES; i++) {
            LockSupport.parkNanos(WAIT);
        }
    }

    /** The owner sleeps in the lock, and goes on working when it has given it up. */
    private static void contend() throws InterruptedException {
        Gate gate = new Gate();
        CountDownLatch owned = new CountDownLatch(1);
        owner =
                Script.start(
                        "owner",
                        () -> {
                            synchronized (gate) {
                                owned.countDown();
                                Thread.sleep(50);
                            }
                            work(gate);
                        });
        owned.await();
        contender = Script.start("contender", () -> enter(gate));
        contender.join();
        owner.join();
    }

    private static void enter(Gate gate) {
        synchronized (gate) {
            gate.isPassed = true;
        }
    }

    private static void waitAndNotify() throws InterruptedException {
        Gate gate = new Gate();
        waiter = Script.start("waiter", () -> await(gate, 0));
        notifier =
                Script.start(
                        "notifier",
                        () -> {
                            Thread.sleep(30);
                            synchronized (gate) {
                                gate.isOpen = true;
                                gate.notifyAll();
                            }
                            work(gate);
                        });
        timedWaiter = Script.start("timed waiter", () -> await(new Gate(), 30));
        waiter.join();
        notifier.join();
        timedWaiter.join();
    }

    private static void await(Gate gate, long millis) throws InterruptedException {
        synchronized (gate) {
            do {
                gate.wait(millis);
            } while (!gate.isOpen && millis == 0);
            gate.isPassed = true;
        }
    }

    /** Runs until the one that it has woken goes on: so it is there when that one says so. */
    private static void work(Gate gate) throws InterruptedException {
        long giveUp = System.nanoTime() + 10_000_000_000L;
        while (!gate.isPassed && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        Thread.sleep(1);
    }

    @Test
    @Tests(JfrMapping.THREAD_PARK)
    void parks() {
        List<Span> waits = trace.waits(parker.getId(), "sync (park)");
        assertThat(waits).hasSize(TIMES).allMatch(wait -> wait.length() >= WAIT);
        script.assertShown(waits, script.events("jdk.ThreadPark", parker));
        for (Span wait : waits) {
            assertThat(wait.begin().moved()).contains(getClass().getName() + ".park");
            // Nobody is known to have woken it: it goes on by itself.
            assertThat(wait.end().m()).isEqualTo(ownThread(parker));
        }
        assertThat(script.count("jdk.ThreadPark", Fate.TRANSLATED)).isPositive();
        assertThat(script.report().count(Fate.NESTED)).isZero();
        assertThat(script.report().count(Fate.CLIPPED)).isZero();
    }

    @Test
    @Tests(JfrMapping.THREAD_SLEEP)
    void sleeps() {
        List<Span> sleeps = trace.waits(sleeper.getId(), "sleep");
        assertThat(sleeps).hasSize(1).allMatch(sleep -> sleep.length() >= WAIT);
        script.assertShown(sleeps, script.events("jdk.ThreadSleep", sleeper));
        assertThat(sleeps.get(0).begin().moved()).contains("java.lang.Thread.run");
    }

    @Test
    @Tests(JfrMapping.MONITOR_ENTER)
    void isLetInByTheOwnerOfTheMonitor() {
        List<Span> waits = trace.waits(contender.getId(), "sync (monitor enter)");
        assertThat(waits).hasSize(1);
        script.assertShown(waits, script.events("jdk.JavaMonitorEnter", contender));
        Span wait = waits.get(0);
        assertThat(wait.begin().moved())
                .startsWith(Gate.class.getName(), getClass().getName() + ".enter");
        assertThat(wait.end().text("To")).isEqualTo("Runnable");
        assertThat(wait.end().g()).isEqualTo(owner.getId());
        assertThat(wait.end().m()).isEqualTo(ownThread(owner));
    }

    @Test
    @Tests(JfrMapping.MONITOR_WAIT)
    void isWokenByTheNotifier() {
        List<Span> waits = trace.waits(waiter.getId(), "sync (Object.wait)");
        assertThat(waits).hasSize(1);
        script.assertShown(waits, script.events("jdk.JavaMonitorWait", waiter));
        Span wait = waits.get(0);
        assertThat(wait.begin().moved()).startsWith(Gate.class.getName());
        assertThat(wait.end().g()).isEqualTo(notifier.getId());
        assertThat(wait.end().m()).isEqualTo(ownThread(notifier));
    }

    @Test
    void isWokenByNobodyWhenItsTimeIsOver() {
        List<Span> waits = trace.waits(timedWaiter.getId(), "sync (Object.wait)");
        assertThat(waits).hasSize(1).allMatch(wait -> wait.length() >= WAIT);
        script.assertShown(waits, script.events("jdk.JavaMonitorWait", timedWaiter));
        assertThat(waits.get(0).end().g()).isEqualTo(ParsedTrace.NONE);
        assertThat(waits.get(0).end().m()).isEqualTo(ownThread(timedWaiter));
    }

    /** Between two waits it ran, if they are not far apart. */
    @Test
    void runsBetweenItsWaits() {
        assertThat(trace.spans(parker.getId()))
                .extracting(Span::state)
                .startsWith("Runnable", "Running", "Waiting", "Runnable", "Running", "Waiting")
                .endsWith("Waiting", "Runnable", "Running", "NotExist");
    }

    /** A parked virtual thread is recorded where it holds its carrier. */
    @Test
    @Tests(JfrMapping.VIRTUAL_THREAD_PINNED)
    void waitsPinned(@TempDir Path ownFolder) throws Exception {
        assumeTrue(Script.hasVirtualThreads(), "no virtual threads on this JDK");
        Thread[] started = new Thread[1];
        Script pinned =
                Script.record(
                        ownFolder,
                        recording -> {
                            recording
                                    .enable("jdk.VirtualThreadPinned")
                                    .withThreshold(Duration.ZERO)
                                    .withStackTrace();
                            recording.enable("jdk.VirtualThreadStart");
                        },
                        () -> {
                            started[0] = Script.startVirtual("pinned", Pinning::load);
                            started[0].join();
                        });
        List<RecordedEvent> events = pinned.events("jdk.VirtualThreadPinned", started[0]);
        assertThat(events).isNotEmpty();
        List<Span> waits = pinned.trace().waits(started[0].getId(), "sync (pinned)");
        // JDK 21 takes what it needs to find out off the time that it parks.
        Duration longest = Collections.max(events, BY_DURATION).getDuration();
        assertThat(longest).isGreaterThan(Duration.ofNanos(WAIT / 2));
        assertThat(waits)
                .hasSameSizeAs(events)
                .anyMatch(wait -> wait.length() >= longest.toNanos() - ORDERING);
        assertThat(pinned.count("jdk.VirtualThreadPinned", Fate.TRANSLATED))
                .isGreaterThanOrEqualTo(events.size());
    }

    private static long ownThread(Thread thread) {
        return trace.spans(thread.getId(), "Running").stream()
                .map(Span::begin)
                .mapToLong(Event::m)
                .findFirst()
                .orElseThrow();
    }
}
