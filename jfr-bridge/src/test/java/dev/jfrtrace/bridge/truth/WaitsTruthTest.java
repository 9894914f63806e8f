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
    private static final int TIMES = 5;

    @TempDir private Path folder;

    /** A thread that waits in one way, and how long it says that it did. */
    private static final class Actor {
        final Kind kind;
        Thread thread;
        volatile long waited;

        Actor(Kind kind) {
            this.kind = kind;
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
    @EnumSource(names = {"FULL", "BALANCED", "CUT", "LIVE", "LIVE_BALANCED"})
    void eachKindOfWaitIsShownAsLongAsItWas(House house) throws Exception {
        Performance.attempt(() -> playAllKinds(house));
    }

    private void playAllKinds(House house) throws Exception {
        Map<String, Actor> actors = actors();
        Performance seen = Performance.of(house, folder, () -> play(actors));
        SoftAssertions softly = new SoftAssertions();
        for (Actor actor : actors.values()) {
            long shown = shown(seen, actor);
            boolean isFile = actor.kind.name().equals("file");
            if (isFile && (house == House.BALANCED || house == House.LIVE_BALANCED)) {
                // Most of its calls are shorter than the threshold.
                softly.assertThat(shown).isLessThanOrEqualTo(actor.waited);
                continue;
            }
            softly.assertThat((double) shown)
                    .as(actor.kind.name() + " in " + house)
                    .isBetween(actor.waited * 0.95 - 5 * MS, actor.waited * 1.05 + 5 * MS);
        }
        softly.assertAll();
        for (Actor actor : actors.values()) {
            if (!actor.kind.reasons().contains("unknown")) {
                assertThat(stacks(seen, actor))
                        .as(actor.kind.name())
                        .anyMatch(f -> f.contains("Truth") || f.contains("WaitKinds"));
            }
        }
    }

    private static long shown(Performance seen, Actor actor) {
        if (actor.kind.name().equals("file")) {
            return seen.trace().spans(actor.thread.getId(), "Syscall").stream()
                    .mapToLong(Span::length)
                    .sum();
        }
        return actor.kind.reasons().stream()
                .mapToLong(reason -> seen.waited(actor.thread, reason))
                .sum();
    }

    private static List<String> stacks(Performance seen, Actor actor) {
        return seen.trace().spans(actor.thread.getId()).stream()
                .flatMap(span -> span.begin().moved().stream())
                .toList();
    }

    @Test
    void thousandsOfShortWaitsAddUp() throws Exception {
        Performance.attempt(this::playShortWaits);
    }

    private void playShortWaits() throws Exception {
        Map<String, Actor> actors = new LinkedHashMap<>();
        addShort(actors, "sync (park)", () -> LockSupport.parkNanos(200_000));
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
        Performance seen = Performance.of(House.FULL, folder, () -> play(actors));
        for (Actor actor : actors.values()) {
            // What is measured around each holds the writing of its event, too: some microseconds.
            assertThat((double) shown(seen, actor))
                    .as(actor.kind.name())
                    .isBetween(actor.waited * 0.95 - 5 * MS, actor.waited * 1.05 + 5 * MS);
        }
    }

    private static void addShort(
            Map<String, Actor> actors, String reason, WaitKinds.Blocking once) {
        WaitKinds.Blocking often =
                () -> {
                    for (int i = 0; i < 200; i++) {
                        once.block();
                    }
                };
        actors.put(reason, new Actor(new Kind("short " + reason, List.of(reason), () -> often)));
    }

    @Test
    void whatADefaultRecordingCannotShowIsSaid() throws Exception {
        Performance seen = Performance.of(House.JDK_DEFAULT, folder, () -> Thread.sleep(5));
        assertThat(seen.hidden())
                .anyMatch(text -> text.startsWith("Under 20 ms") && text.contains("parks"));
    }
}
