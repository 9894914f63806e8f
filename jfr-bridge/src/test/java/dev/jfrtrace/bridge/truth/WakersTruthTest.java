package dev.jfrtrace.bridge.truth;

import static dev.jfrtrace.bridge.truth.Performance.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever really ended a wait is shown to have ended it. */
@Timeout(120)
class WakersTruthTest {
    private static final int THREADS = 5;

    /**
     * How a script is played: with presets that leave out short waits, in fewer and longer ones.
     *
     * @param times what each thread does
     * @param hold for so long, in nanoseconds
     */
    private record Pace(int times, long hold) {
        static Pace in(House house) {
            boolean isBalanced = house == House.BALANCED || house == House.LIVE_BALANCED;
            return isBalanced ? new Pace(12, 7 * MS) : new Pace(60, MS / 2);
        }
    }

    /** Says, in the monitor, who had it before. */
    @Name("truth.After")
    static final class After extends jdk.jfr.Event {
        long previous;

        static void commit(long previous) {
            After after = new After();
            after.previous = previous;
            after.commit();
        }
    }

    /** A monitor that remembers who had it last. */
    private static final class Baton {
        long lastOwner;
        int waiting;
        long notifier;
        boolean given;
    }

    @TempDir private Path folder;

    private static long self() {
        return Thread.currentThread().getId();
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Each holds the monitor for a while, gives it up, and is blocked itself at once. */
    private static void handOver(Baton baton, Pace pace) throws InterruptedException {
        for (int i = 0; i < pace.times; i++) {
            synchronized (baton) {
                After.commit(baton.lastOwner);
                baton.lastOwner = self();
                spin(pace.hold);
            }
            Thread.sleep(i % 3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "CUT", "LIVE", "LIVE_BALANCED"})
    void monitorsAreHandedOverByTheirLastOwner(House house) throws Exception {
        Performance.attempt(() -> playHandOvers(house));
    }

    private void playHandOvers(House house) throws Exception {
        Pace pace = Pace.in(house);
        Baton baton = new Baton();
        List<Thread> threads = new ArrayList<>();
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            for (int i = 0; i < THREADS; i++) {
                                threads.add(
                                        Script.start("hands-" + i, () -> handOver(baton, pace)));
                            }
                            for (Thread thread : threads) {
                                thread.join();
                            }
                        });
        assertAttributed(seen, threads, "sync (monitor enter)", THREADS * pace.times / 6);
    }

    /** Of the waits for a reason, so many at least, those who really ended them are shown to. */
    private static void assertAttributed(
            Performance seen, List<Thread> threads, String reason, int least) {
        int waits = 0;
        int right = 0;
        for (Thread thread : threads) {
            for (Span wait : seen.trace().waits(thread.getId(), reason)) {
                Event after = logAfter(seen.trace(), thread.getId(), wait.to());
                if (after != null) {
                    waits++;
                    right += wait.end().g() == previous(after) ? 1 : 0;
                }
            }
        }
        assertThat(waits).as("waits").isGreaterThanOrEqualTo(least);
        assertThat((double) right / waits).as("of " + waits).isGreaterThanOrEqualTo(0.95);
    }

    private static Event logAfter(ParsedTrace trace, long g, long time) {
        return trace.logs("truth.After").stream()
                .filter(log -> log.g() == g && log.time() >= time)
                .findFirst()
                .orElse(null);
    }

    private static long previous(Event after) {
        return Long.parseLong(after.text("Message").replaceAll(".*previous=(\\d+).*", "$1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "CUT", "LIVE", "LIVE_BALANCED"})
    void waitsAreEndedByWhoNotifies(House house) throws Exception {
        Performance.attempt(() -> playNotices(house));
    }

    private void playNotices(House house) throws Exception {
        Pace pace = Pace.in(house);
        Baton baton = new Baton();
        List<Thread> waiters = new ArrayList<>();
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            for (int i = 0; i < THREADS; i++) {
                                waiters.add(Script.start("waits-" + i, () -> await(baton, pace)));
                            }
                            List<Thread> notifiers = new ArrayList<>();
                            for (int i = 0; i < 2; i++) {
                                notifiers.add(Script.start("tells-" + i, () -> tell(baton, pace)));
                            }
                            for (Thread waiter : waiters) {
                                waiter.join();
                            }
                            for (Thread notifier : notifiers) {
                                notifier.join();
                            }
                        });
        assertAttributed(seen, waiters, "sync (Object.wait)", THREADS * pace.times * 9 / 10);
    }

    private static void await(Baton baton, Pace pace) throws InterruptedException {
        for (int i = 0; i < pace.times; i++) {
            synchronized (baton) {
                baton.waiting++;
                while (!baton.given) {
                    baton.wait();
                }
                baton.given = false;
                baton.waiting--;
                After.commit(baton.notifier);
            }
        }
    }

    /** Gives to one at a time, and sleeps. */
    private static void tell(Baton baton, Pace pace) throws InterruptedException {
        for (int i = 0; i < THREADS * pace.times / 2; ) {
            synchronized (baton) {
                if (baton.waiting > 0 && !baton.given) {
                    baton.given = true;
                    baton.notifier = self();
                    baton.notify();
                    i++;
                }
            }
            Thread.sleep(1 + pace.hold / MS);
        }
    }

    /** JDK 25 records the notice itself: the rest of the wait is one for the monitor. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void whoKeepsTheMonitorAfterTheNoticeIsWaitedFor() throws Exception {
        Performance.attempt(this::playKeptMonitor);
    }

    private void playKeptMonitor() throws Exception {
        Baton baton = new Baton();
        Thread[] waiter = new Thread[1];
        Thread[] notifier = new Thread[1];
        Performance seen =
                Performance.of(
                        House.FULL,
                        folder,
                        () -> {
                            waiter[0] =
                                    Script.start(
                                            "waiter",
                                            () -> {
                                                synchronized (baton) {
                                                    while (!baton.given) {
                                                        baton.wait();
                                                    }
                                                }
                                            });
                            notifier[0] = Script.start("notifier", () -> keep(baton));
                            waiter[0].join();
                            notifier[0].join();
                        });
        long g = waiter[0].getId();
        List<Span> waits = seen.trace().waits(g, "sync (Object.wait)");
        List<Span> enters = seen.trace().waits(g, "sync (monitor enter)");
        assertThat(waits).hasSize(1);
        assertThat(enters).hasSize(1);
        assertThat(waits.get(0).length()).isBetween(20 * MS, 45 * MS);
        assertThat(waits.get(0).end().g()).isEqualTo(notifier[0].getId());
        assertThat(enters.get(0).length()).isBetween(55 * MS, 90 * MS);
        assertThat(enters.get(0).end().g()).isEqualTo(notifier[0].getId());
    }

    /** Whose time is up by then needs the monitor all the same, of which JFR tells nothing. */
    @ParameterizedTest
    @EnumSource(names = {"FULL", "LIVE"})
    void whoseTimeIsUpAfterTheNoticeWaitsForTheMonitor(House house) throws Exception {
        Performance.attempt(() -> playTimeUp(house));
    }

    private void playTimeUp(House house) throws Exception {
        Object monitor = new Object();
        Thread[] waiter = new Thread[1];
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            waiter[0] = Script.start("waiter", () -> waitAndRun(monitor));
                            Thread.sleep(20);
                            synchronized (monitor) {
                                monitor.notify();
                                Thread.sleep(110);
                            }
                            waiter[0].join();
                        });
        long g = waiter[0].getId();
        long waits = time(seen.trace().waits(g, "sync (Object.wait)"));
        assertThat(waits).isBetween(10 * MS, 40 * MS);
        List<Span> enters = seen.trace().waits(g, "sync (monitor enter)");
        long all = waits + time(enters);
        assertThat(all).isBetween(120 * MS, 145 * MS);
    }

    private static long time(List<Span> spans) {
        return spans.stream().mapToLong(Span::length).sum();
    }

    private static void waitAndRun(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(50);
        }
        After.commit(0);
        spin(5 * MS);
    }

    private static void keep(Baton baton) throws InterruptedException {
        Thread.sleep(30);
        synchronized (baton) {
            baton.given = true;
            baton.notify();
            Thread.sleep(60);
        }
        spin(5 * MS);
    }
}
