package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_STALL;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_PAUSE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.LOG;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_PARK;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_SLEEP;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_START;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_STATE;
import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that come as a JVM goes on: late, early, never. */
class LiveTranslationTest extends LiveFixture {
    // Threads that were there before.

    @Test
    void anIntroducedThreadIsBlockedFromTheStartOnForItsReasonAndWithItsStack() throws IOException {
        script.introduce(thread, BlockReason.PARK, STACK);
        ParsedTrace trace = parsed(1_000);
        Span wait = trace.spans(G, "Waiting").get(0);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.begin().moved()).startsWith(STACK);
        assertIsAt(wait.from(), 0);
        assertThat(wait.end()).isNull();
        assertThat(trace.groups()).containsEntry(G, "worker-#");
    }

    @Test
    void anIntroducedThreadGoesOnWithItsFirstEvent() throws IOException {
        script.introduce(thread, BlockReason.PARK, STACK);
        script.comes(LOG).on(thread).with(1, "hello").at(300 * MS);
        ParsedTrace trace = parsed(350);
        assertThat(trace.waits(G, "sync (park)")).hasSize(1);
        assertIsAt(trace.waits(G, "sync (park)").get(0).to(), 300 * MS);
        assertThat(what(trace, 320)).isEqualTo("Running");
    }

    /** There are no events of its waits: what is not seen to run waits. */
    @ParameterizedTest
    @CsvSource({"sun.nio.ch.EPoll.wait, Waiting", "sun.nio.ch.Net.poll, Running"})
    void whoIsIntroducedInASelectorIsSilentSooner(String method, String state) throws IOException {
        script.introduce(thread, BlockReason.NETWORK, method);
        for (long at = 300; at < 600; at += 50) {
            script.comes(LOG).on(thread).with(1, "hello").at(at * MS);
        }
        assertThat(parsed(600).at(G, Made.at(425 * MS)).state()).isEqualTo(state);
    }

    /** The park that it was introduced in ends: its event says no more than is shown. */
    @Test
    void theWaitThatAThreadWasIntroducedInIsShownWhole() throws IOException {
        script.introduce(thread, BlockReason.PARK, STACK);
        script.comes(THREAD_PARK).on(thread).from(-500 * MS, 300 * MS);
        ParsedTrace trace = parsed(350);
        assertThat(trace.waits(G, "sync (park)"))
                .extracting(Span::length)
                .last()
                .satisfies(length -> assertThat(length).isGreaterThan(299 * MS));
        assertThat(what(trace, 320)).isEqualTo("Running");
    }

    @Test
    void aThreadThatIsSeenWaitingAppears() throws IOException {
        script.comes(THREAD_STATE).on(thread).with(0, "WAITING").at(300 * MS);
        ParsedTrace trace = parsed(500);
        assertThat(trace.at(G, Made.at(299 * MS))).isNull();
        assertThat(what(trace, 301)).isEqualTo("sync (waiting)");
    }

    @Test
    void aThreadThatIsSeenRunnableAppearsAndIsNotSaidToRun() throws IOException {
        script.comes(THREAD_STATE).on(thread).with(0, "RUNNABLE").at(300 * MS);
        assertThat(what(parsed(500), 301)).isEqualTo("unknown");
    }

    @Test
    void aLookAtAThreadWhoseReasonIsKnownChangesNothing() throws IOException {
        script.introduce(thread, BlockReason.PARK, STACK);
        script.comes(THREAD_STATE).on(thread).with(0, "WAITING").at(300 * MS);
        assertThat(parsed(500).spans(G, "Waiting"))
                .extracting(Span::reason)
                .containsExactly("sync (park)");
    }

    // What comes late.

    @Test
    void aLateWaitIsUnknownUpToWhereTheTraceHasComeAndThenShown() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        long position = script.position();
        script.comes(THREAD_PARK).on(thread).in(STACK).from(100 * MS, 600 * MS);
        assertThat(script.count(THREAD_PARK, Fate.LATE)).isOne();
        ParsedTrace trace = parsed(650);
        assertThat(what(trace, 50)).isEqualTo("unknown");
        assertThat(what(trace, position / MS)).isEqualTo("unknown");
        Span wait = trace.waits(G, "sync (park)").get(0);
        assertIsAt(wait.from(), position);
        assertIsAt(wait.to(), 600 * MS);
        assertThat(wait.begin().moved()).startsWith(STACK);
        assertThat(what(trace, 610)).isEqualTo("Running");
    }

    @Test
    void aLateWaitIsLoggedWithTheLengthThatIsNotShown() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        long position = script.position();
        script.comes(THREAD_PARK).on(thread).in(STACK).from(100 * MS, 600 * MS);
        List<Event> late = parsed(650).logs("late");
        assertThat(late).hasSize(1);
        assertThat(late.get(0).g()).isEqualTo(G);
        assertThat(late.get(0).stack()).startsWith(STACK);
        assertThat(late.get(0).text("Message"))
                .isEqualTo("sync (park), for " + (position / MS - 100) + " ms up to here");
    }

    @Test
    void aWaitThatWasOverBeforeIsOnlyLogged() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(900 * MS);
        script.comes(THREAD_SLEEP).on(thread).from(100 * MS, 200 * MS);
        assertThat(script.count(THREAD_SLEEP, Fate.LATE)).isOne();
        ParsedTrace trace = parsed(1_000);
        assertThat(trace.waits(G, "sleep")).isEmpty();
        assertThat(trace.logs("late"))
                .singleElement()
                .satisfies(log -> assertThat(log.text("Message")).isEqualTo("sleep, of 100 ms"));
    }

    @Test
    void aWaitThatBeganAtThePositionIsInTime() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        script.comes(THREAD_SLEEP).on(thread).from(script.position(), 600 * MS);
        assertThat(script.count(THREAD_SLEEP, Fate.TRANSLATED)).isOne();
        assertThat(parsed(1_000).logs("late")).isEmpty();
    }

    @Test
    void aLateEventOfTheApplicationThatLastsBecomesALog() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        script.custom("app.Request").on(thread).saying("id=1").from(100 * MS, 600 * MS);
        ParsedTrace trace = parsed(700);
        assertThat(trace.regions("app.Request")).isEmpty();
        assertThat(trace.tasks("app.Request")).isEmpty();
        List<Event> late = trace.logs("late");
        assertThat(late).hasSize(1);
        assertThat(late.get(0).text("Message")).isEqualTo("app.Request: id=1, of 500 ms");
        assertIsAt(late.get(0).time(), 600 * MS);
        assertThat(script.count("app.Request", Fate.LATE)).isOne();
    }

    @Test
    void anEventThatIsLateAndHasNoLengthIsShownWhereTheTraceHasCome() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        long position = script.position();
        script.custom("app.Hit").on(thread).at(100 * MS);
        List<Event> hits = parsed(700).logs("app.Hit");
        assertThat(hits).hasSize(1);
        assertIsAt(hits.get(0).time(), position);
    }

    @Test
    void aThreadsLateEndIsItsEnd() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.advance(500 * MS);
        script.comes(THREAD_END).on(thread).at(100 * MS);
        script.advance(700 * MS);
        assertThat(script.translator().isGone(thread)).isTrue();
        List<Span> life = parsed(800).spans(G);
        assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
    }

    // What contradicts itself.

    @Test
    void aWaitThatBeganInAPauseEndsThoughItsThreadWasSeenToRunWithin() throws IOException {
        script.introduce(thread, BlockReason.UNKNOWN, null);
        script.comes(GC_PAUSE).with(0, 1).with(1, "Pause").from(100 * MS, 200 * MS);
        script.comes(THREAD_PARK).on(thread).from(150 * MS, 300 * MS);
        script.comes(LOG).on(thread).with(1, "odd").at(180 * MS);
        script.comes(THREAD_SLEEP).on(thread).from(320 * MS, 400 * MS);
        ParsedTrace trace = parsed(450);
        assertThat(what(trace, 250)).isEqualTo("sync (park)");
        assertThat(what(trace, 310)).isEqualTo("Running");
        assertThat(what(trace, 350)).isEqualTo("sleep");
        assertThat(trace.logs("odd")).hasSize(1);
    }

    @Test
    void nothingHappensOnAThreadAfterItsEndThoughItWasPutOff() throws IOException {
        script.comes(LOG).on(thread).with(1, "before").at(90 * MS);
        script.comes(GC_PAUSE).with(0, 1).with(1, "Pause").from(100 * MS, 200 * MS);
        script.comes(THREAD_END).on(thread).at(150 * MS);
        script.comes(LOG).on(thread).with(1, "after").at(150 * MS);
        script.comes(THREAD_SLEEP).on(thread).from(150 * MS, 160 * MS);
        ParsedTrace trace = parsed(450);
        assertThat(trace.logs("before")).hasSize(1);
        assertThat(trace.logs("after")).isEmpty();
        assertIsAt(trace.spans(G, "NotExist").get(0).from(), 200 * MS);
    }

    @Test
    void aThreadThatEndsInAStallWhileTheWorldIsStoppedLeavesNoAssistOpen() throws IOException {
        script.comes(ALLOCATION_STALL).on(thread).from(50 * MS, 150 * MS);
        script.comes(GC_PAUSE).with(0, 1).with(1, "Pause").from(100 * MS, 200 * MS);
        script.comes(THREAD_END).on(thread).at(120 * MS);
        ParsedTrace trace = parsed(450);
        assertThat(trace.ranges("GC mark assist"))
                .singleElement()
                .satisfies(assist -> assertThat(assist.end()).isNotNull());
        assertThat(script.translator().isGone(thread)).isTrue();
    }

    // Generations.

    @Test
    void quietTimeClosesAGenerationAndMakesNoOther() throws IOException {
        script.comes(LOG).on(thread).with(1, "hello").at(100 * MS);
        assertThat(script.generations()).isZero();
        script.advance(1_500 * MS);
        assertThat(script.generations()).isOne();
        for (long second = 2; second < 20; second++) {
            script.advance(second * 1_000 * MS);
        }
        assertThat(script.generations()).isOne();
        assertThat(parsed(20_000).logs("hello")).hasSize(1);
    }

    @Test
    void aProgramThatSaysNothingMakesOneGeneration() throws IOException {
        for (long second = 1; second < 20; second++) {
            script.advance(second * 1_000 * MS);
        }
        assertThat(script.generations()).isLessThanOrEqualTo(1);
        parsed(20_000);
        assertThat(script.generations()).isLessThanOrEqualTo(2);
    }

    /** However little is in them: a reader waits for them. */
    @Test
    void generationsEndOnTime() throws IOException {
        for (long time = 0; time < 10_000; time += 250) {
            script.comes(LOG).on(thread).with(1, "hello").at(time * MS);
            script.advance((time + 250) * MS);
            assertThat(script.generations())
                    .isBetween(Math.max(0, (time - 600) / 1_000), time / 1_000 + 1);
        }
        assertThat(parsed(10_000).logs("hello")).hasSize(40);
    }

    // Numbers that are used again.

    @Test
    void theNumberOfAForgottenThreadIsAnothers() throws IOException {
        script.comes(THREAD_START).on(thread).at(100 * MS);
        script.comes(THREAD_END).on(thread).at(200 * MS);
        script.advance(500 * MS);
        assertThat(script.translator().isGone(thread)).isTrue();
        script.translator().forget(thread);
        script.reuse(thread, "second", 8, 800);
        script.comes(LOG).on(thread).with(1, "hello").at(600 * MS);
        ParsedTrace trace = parsed(1_000);
        assertThat(trace.logs("hello")).extracting(Event::g).containsExactly(8L);
        assertThat(trace.groups()).containsKeys(G, 8L);
    }

    /** The system gives the id of a thread that has ended to another, which may be met at once. */
    @Test
    void anHeirOfTheSystemsIdHasALifeOfItsOwn() throws IOException {
        long heir = script.thread("heir", 8, 700);
        script.comes(THREAD_START).on(thread).at(100 * MS);
        script.comes(THREAD_END).on(thread).at(200 * MS);
        script.comes(THREAD_START).on(heir).at(210 * MS);
        script.comes(LOG).on(heir).with(1, "hello").at(250 * MS);
        script.comes(THREAD_END).on(heir).at(300 * MS);
        ParsedTrace trace = parsed(1_000);
        for (long g : new long[] {G, 8}) {
            List<Span> life = trace.spans(g);
            long begin = g == G ? 100 : 210;
            assertIsAt(life.get(0).from(), begin * MS);
            assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
            assertIsAt(life.get(life.size() - 1).from(), (g == G ? 200 : 300) * MS);
            assertThat(trace.spans(g, "Running").get(0).begin().m()).isEqualTo(700);
        }
        assertThat(trace.logs("hello")).extracting(Event::g).containsExactly(8L);
    }

    // The end.

    @Test
    void whatLiesBehindTheEndIsLeftOut() throws IOException {
        script.comes(LOG).on(thread).with(1, "within").at(900 * MS);
        script.comes(THREAD_SLEEP).on(thread).from(950 * MS, 1_500 * MS);
        script.comes(LOG).on(thread).with(1, "behind").at(1_600 * MS);
        ParsedTrace trace = parsed(1_000);
        assertThat(trace.logs("within")).hasSize(1);
        assertThat(trace.logs("behind")).isEmpty();
        assertThat(what(trace, 999)).isEqualTo("sleep");
        assertThat(trace.end()).isLessThan(Made.at(1_000 * MS) + 1_000);
    }

    @Test
    void aTraceWithoutAnyEventIsATrace() throws IOException {
        assertThat(parsed(0).groups()).containsOnlyKeys(Cast.VM_G);
    }
}
