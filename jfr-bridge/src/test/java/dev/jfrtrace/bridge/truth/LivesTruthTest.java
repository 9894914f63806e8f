package dev.jfrtrace.bridge.truth;

import static dev.jfrtrace.bridge.truth.Performance.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads by the thousand: all of them are there, begun by whom, and for as long as they lived. */
@Timeout(180)
class LivesTruthTest {
    private static final int SHORT_LIVES = 5_000;
    private static final int VIRTUAL = 10_000;
    private static final int SLEEP = 30;

    /** In nanoseconds: by so little the order of events moves one of them. */
    private static final long SHIFTED = 1_000;

    private static final int JOINS = 100;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "JDK_DEFAULT", "LIVE"})
    void threadsThatLiveForAMillisecondAreAllThere(House house) throws Exception {
        List<Thread> all = new ArrayList<>();
        long starter = Thread.currentThread().getId();
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            for (int i = 0; i < SHORT_LIVES; i++) {
                                Thread thread = Script.start("brief", () -> Thread.sleep(1));
                                all.add(thread);
                                if (i % 50 == 49) {
                                    thread.join();
                                }
                            }
                            for (Thread thread : all) {
                                thread.join();
                            }
                        });
        int byStarter = 0;
        for (Thread thread : all) {
            List<Span> spans = seen.trace().spans(thread.getId());
            assertThat(spans).as("life of " + thread.getId()).isNotEmpty();
            Span last = spans.get(spans.size() - 1);
            assertThat(last.state()).isEqualTo("NotExist");
            assertThat(last.from() - spans.get(0).from()).isGreaterThan(MS);
            if (!house.hidesShortWaits()) {
                assertThat(seen.trace().waits(thread.getId(), "sleep")).isNotEmpty();
            }
            byStarter += spans.get(0).begin().g() == starter ? 1 : 0;
        }
        if (house.hidesShortWaits()) {
            assertThat(seen.hidden()).anyMatch(sentence -> sentence.contains("sleeps"));
        }
        // JFR times the start where the new thread runs, by when the starter may be blocked.
        assertThat(byStarter).isGreaterThanOrEqualTo(SHORT_LIVES * 99 / 100);
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LIVE"})
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsSleepAsLongAsTheySlept(House house) throws Exception {
        long[] slept = new long[VIRTUAL];
        List<Thread> all = new ArrayList<>();
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            for (int i = 0; i < VIRTUAL; i++) {
                                int index = i;
                                all.add(Script.startVirtual("", () -> slept[index] = sleep(index)));
                            }
                            for (Thread thread : all) {
                                thread.join();
                            }
                        });
        long shown = 0;
        long known = 0;
        // Who goes to sleep while the world stops is shown to behind it.
        long stopped = seen.trace().stops().stream().mapToLong(s -> s.length()).max().orElse(0);
        for (int i = 0; i < VIRTUAL; i++) {
            long g = all.get(i).getId();
            List<Span> sleeps = seen.trace().waits(g, "sleep");
            assertThat(sleeps).as("sleeps of " + g).hasSize(1);
            long shownUnstopped = sleeps.get(0).length() + stopped;
            assertThat(shownUnstopped + SHIFTED).isGreaterThanOrEqualTo((SLEEP + i % 10) * MS);
            List<Span> spans = seen.trace().spans(g);
            assertThat(spans.get(spans.size() - 1).state()).isEqualTo("NotExist");
            // When its time is up it may have no carrier.
            Span next = spans.get(spans.indexOf(sleeps.get(0)) + 1);
            boolean isLate = next.state().equals("Runnable");
            shown += sleeps.get(0).length() + (isLate ? next.length() : 0);
            known += slept[i];
        }
        assertThat((double) shown).isBetween(0.9 * known, 1.02 * known);
        assertCarriersDoNotCountTwice(seen.trace());
    }

    /** What they carry runs, on goroutines of its own. */
    private static void assertCarriersDoNotCountTwice(ParsedTrace trace) {
        List<Long> carriers = new ArrayList<>();
        trace.groups()
                .forEach(
                        (g, name) -> {
                            if (name.startsWith("ForkJoinPool-#-worker-#")) {
                                carriers.add(g);
                            }
                        });
        assertThat(carriers).isNotEmpty();
        for (long g : carriers) {
            long runs = trace.spans(g, "Running").stream().mapToLong(Span::length).sum();
            assertThat(runs).as("carrier G%d", g).isLessThan(trace.end() / 20);
        }
    }

    private static long sleep(int index) throws InterruptedException {
        long begin = System.nanoTime();
        Thread.sleep(SLEEP + index % 10);
        return System.nanoTime() - begin;
    }

    /** Whoever ends a wait by its own end has ended when the other comes to run. */
    @ParameterizedTest
    @EnumSource(names = {"FULL", "LIVE"})
    void whoIsJoinedEndsTheWait(House house) throws Exception {
        Performance.attempt(() -> playJoins(house));
    }

    private void playJoins(House house) throws Exception {
        List<Thread> joined = new ArrayList<>();
        Thread[] joiner = new Thread[1];
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            joiner[0] = Script.start("joiner", () -> join(joined));
                            joiner[0].join();
                        });
        List<Span> waits = seen.trace().waits(joiner[0].getId(), "sync (Object.wait)");
        assertThat(waits).hasSize(JOINS);
        long right = 0;
        for (int i = 0; i < JOINS; i++) {
            right += waits.get(i).end().g() == joined.get(i).getId() ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(JOINS * 95 / 100);
    }

    private static void join(List<Thread> joined) throws InterruptedException {
        for (int i = 0; i < JOINS; i++) {
            Thread thread = Script.start("joined", () -> Thread.sleep(5));
            joined.add(thread);
            thread.join();
        }
    }
}
