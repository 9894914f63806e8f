package dev.jfrtrace.bridge.truth;

import static dev.jfrtrace.bridge.truth.Performance.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import dev.jfrtrace.bridge.truth.WaitKinds.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each way to wait is shown for as long as it took, for its reason, with the stack of the script.
 */
@Timeout(120)
class WaitsTruthTest {
    /** Of all parts of waits that are shorter than the threshold of 5 ms: four, at the most. */
    private static final long PARTS = 20 * Performance.MS;

    private static final int TIMES = 5;

    /** What the waits of one actor may lack in all, for what it does before it waits. */
    private static final long BEFORE = 5 * Performance.MS;

    /** An Exchanger yields its CPU twice before it parks; where others want it, for long. */
    private static final long YIELDED = 50 * Performance.MS;

    /** What is runnable, where others take the CPUs, counts as running. */
    private static final double MOSTLY = 0.7;

    /** What JDKs leave out by default where it is short, all alike. */
    private static final List<String> HIDDEN =
            List.of("monitor enters", "Object.wait calls", "parks", "sleeps");

    @TempDir private Path folder;

    /** A thread that waits in one way, and how long it says that it did. */
    private static final class Actor {
        final Kind kind;
        Thread thread;
        volatile long waited;

        Actor(Kind kind) {
            this.kind = kind;
        }

        boolean isFile() {
            return kind.name().equals("file");
        }

        boolean yields() {
            return kind.name().equals("Exchanger");
        }

        void play() throws Exception {
            for (int i = 0; i < TIMES; i++) {
                WaitKinds.Blocking blocking = kind.prepared().ready();
                long before = System.nanoTime();
                blocking.block();
                waited += System.nanoTime() - before;
            }
        }
    }

    private static void play(Map<String, Actor> actors) throws Exception {
        for (Actor actor : actors.values()) {
            actor.thread = Script.start("does " + actor.kind.name(), actor::play);
            actor.thread.join();
        }
    }

    private Map<String, Actor> actors() {
        Map<String, Actor> actors = new LinkedHashMap<>();
        WaitKinds.all(folder).forEach(kind -> actors.put(kind.name(), new Actor(kind)));
        assertThat(actors).hasSize(20);
        return actors;
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "LIVE", "LIVE_BALANCED"})
    void eachKindOfWaitIsShownAsLongAsItWas(House house) throws Exception {
        Performance.attempt(() -> playAllKinds(house));
    }

    private void playAllKinds(House house) throws Exception {
        Map<String, Actor> actors = actors();
        Performance seen = Performance.of(house, folder, () -> play(actors));
        boolean isBalanced = house == House.BALANCED || house == House.LIVE_BALANCED;
        SoftAssertions softly = new SoftAssertions();
        for (Actor actor : actors.values()) {
            long shown = shown(seen, actor);
            if (actor.isFile() && isBalanced) {
                // Most of its calls are shorter than the threshold.
                softly.assertThat(shown).isLessThanOrEqualTo(actor.waited);
                continue;
            }
            // Who is woken twice waits in parts, which may be shorter than the threshold.
            long hidden = (isBalanced ? PARTS : 0) + (actor.yields() ? YIELDED : BEFORE);
            softly.assertThat((double) shown)
                    .as(actor.kind.name() + " in " + house)
                    .isBetween(actor.waited * 0.95 - hidden, actor.waited * 1.05 + 5 * MS);
        }
        softly.assertAll();
        for (Actor actor : actors.values()) {
            boolean isUntold = actor.kind.reasons().contains("unknown");
            if (!isUntold && !(isBalanced && actor.isFile())) {
                assertThat(waits(seen, actor)).as(actor.kind.name()).isNotEmpty();
                assertThat(waits(seen, actor))
                        .extracting(wait -> wait.begin().moved())
                        .as(actor.kind.name())
                        .allMatch(stack -> stack.stream().anyMatch(f -> f.contains("WaitKinds")));
            }
        }
    }

    private static long shown(Performance seen, Actor actor) {
        if (actor.isFile()) {
            return seen.trace().spans(actor.thread.getId(), "Syscall").stream()
                    .mapToLong(Span::length)
                    .sum();
        }
        return actor.kind.reasons().stream()
                .mapToLong(reason -> seen.waited(actor.thread, reason))
                .sum();
    }

    /** Those that are the actor's, and not of what makes them ready. */
    private static List<Span> waits(Performance seen, Actor actor) {
        long least = actor.isFile() ? 0 : WaitKinds.WAIT * MS / 2;
        return seen.trace().spans(actor.thread.getId()).stream()
                .filter(span -> actor.kind.reasons().contains(span.reason()) || actor.isFile())
                .filter(span -> span.state().equals(actor.isFile() ? "Syscall" : "Waiting"))
                .filter(span -> span.length() >= least)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "CUT", "LIVE"})
    void thousandsOfShortWaitsAddUp(House house) throws Exception {
        Performance.attempt(
                () -> {
                    Map<String, Actor> actors = shortWaits();
                    Performance seen = Performance.of(house, folder, () -> playAtOnce(actors));
                    for (Actor actor : actors.values()) {
                        // What is measured around each holds the writing of its event, too.
                        assertThat((double) shown(seen, actor))
                                .as("%s, %s", house, actor.kind.name())
                                .isBetween(
                                        actor.waited * 0.95 - 5 * MS, actor.waited * 1.05 + 5 * MS);
                    }
                });
    }

    /** Who waits all the time, though never for long, is not taken for busy. */
    @ParameterizedTest
    @EnumSource(names = {"BALANCED", "LIVE_BALANCED", "JDK_DEFAULT"})
    void thousandsOfWaitsBelowTheThresholdAreNotWork(House house) throws Exception {
        Performance.attempt(
                () -> {
                    Map<String, Actor> actors = shortWaits();
                    Performance seen = Performance.of(house, folder, () -> playAtOnce(actors));
                    for (Actor actor : actors.values()) {
                        assertThat(seen.trace().waits(actor.thread.getId(), actor.kind.name()))
                                .isEmpty();
                        assertThat(seen.share(actor.thread, "Running", "Syscall"))
                                .as("%s, %s", house, actor.kind.name())
                                .isLessThan(MOSTLY);
                    }
                    assertThat(seen.hidden())
                            .anyMatch(
                                    text ->
                                            text.contains("are shown as running")
                                                    && text.contains("parks, sleeps"));
                });
    }

    private static void playAtOnce(Map<String, Actor> actors) throws Exception {
        for (Actor actor : actors.values()) {
            actor.thread = Script.start("does " + actor.kind.name(), actor::play);
        }
        for (Actor actor : actors.values()) {
            actor.thread.join();
        }
    }

    private static Map<String, Actor> shortWaits() {
        Map<String, Actor> actors = new LinkedHashMap<>();
        addShort(actors, "sync (park)", () -> LockSupport.parkNanos(700_000));
        addShort(actors, "sleep", () -> Thread.sleep(1));
        Object monitor = new Object();
        addShort(
                actors,
                "sync (Object.wait)",
                () -> {
                    synchronized (monitor) {
                        monitor.wait(1);
                    }
                });
        return actors;
    }

    private static void addShort(
            Map<String, Actor> actors, String reason, WaitKinds.Blocking once) {
        WaitKinds.Blocking often =
                () -> {
                    for (int i = 0; i < 250; i++) {
                        once.block();
                    }
                };
        actors.put(reason, new Actor(new Kind("short " + reason, List.of(reason), () -> often)));
    }

    @Test
    void whatADefaultRecordingCannotShowIsSaid() throws Exception {
        Performance seen = Performance.of(House.JDK_DEFAULT, folder, () -> Thread.sleep(5));
        for (String wait : HIDDEN) {
            assertThat(seen.hidden())
                    .as(wait)
                    .anyMatch(
                            text ->
                                    text.startsWith("Waits of less than 20 ms")
                                            && text.contains(wait));
        }
        boolean isThrottled = Runtime.version().feature() >= 25;
        assertThat(seen.hidden())
                .anyMatch(
                        text ->
                                text.startsWith(
                                                isThrottled
                                                        ? "At most 100 a second"
                                                        : "Waits of less than 20 ms")
                                        && text.contains("socket reads"));
    }
}
