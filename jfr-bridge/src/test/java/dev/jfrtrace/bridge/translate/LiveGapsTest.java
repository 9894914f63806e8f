package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.GARBAGE_COLLECTION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_PAUSE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.LOG;
import static dev.jfrtrace.bridge.mapping.JfrMapping.REGION_BEGIN;
import static dev.jfrtrace.bridge.mapping.JfrMapping.REGION_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_SLEEP;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_START;
import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times of which all events are lost. */
class LiveGapsTest extends LiveFixture {
    private ParsedTrace acrossAGap(long... indexesThatSurvive) throws IOException {
        script.bridge(
                500 * MS,
                1_500 * MS,
                index -> Arrays.stream(indexesThatSurvive).anyMatch(i -> i == index));
        script.comes(LOG).on(script.thread("other", 99, 9_900)).with(1, "after").at(1_600 * MS);
        return parsed(2_000);
    }

    @Test
    void aGapSaysThatItIsOne() throws IOException {
        ParsedTrace trace = acrossAGap();
        Event gap = trace.logs("gap").get(0);
        assertThat(gap.text("Message")).isEqualTo("lost");
        assertThat(gap.g()).isEqualTo(Cast.VM_G);
        assertIsAt(gap.time(), 1_500 * MS);
        assertThat(trace.logs("after")).hasSize(1);
    }

    @Test
    void nobodyIsSaidToRunInAGap() throws IOException {
        script.comes(LOG).on(thread).with(1, "before").at(450 * MS);
        script.comes(LOG).on(thread).with(1, "before").at(490 * MS);
        ParsedTrace trace = acrossAGap(thread);
        assertThat(what(trace, 470)).isEqualTo("Running");
        assertThat(what(trace, 501)).isEqualTo("unknown");
        assertThat(what(trace, 1_499)).isEqualTo("unknown");
        assertThat(what(trace, 1_900)).isEqualTo("unknown");
    }

    @Test
    void regionsEndWhereAGapBegins() throws IOException {
        script.comes(REGION_BEGIN).on(thread).with(1, "outer").at(400 * MS);
        script.comes(REGION_BEGIN).on(thread).with(1, "inner").at(450 * MS);
        ParsedTrace trace = acrossAGap(thread);
        for (String region : List.of("outer", "inner")) {
            Pair pair = trace.regions(region).get(0);
            assertIsAt(pair.end().time(), 500 * MS);
        }
    }

    @Test
    void theEndOfARegionThatAGapHasEndedIsNoHarm() throws IOException {
        script.comes(REGION_BEGIN).on(thread).with(1, "outer").at(400 * MS);
        script.bridge(500 * MS, 1_500 * MS, index -> true);
        script.comes(REGION_END).on(thread).with(1, "outer").at(1_600 * MS);
        assertThat(parsed(2_000).regions("outer")).hasSize(1);
    }

    @Test
    void aPauseAndACycleEndWhereAGapBegins() throws IOException {
        script.comes(GARBAGE_COLLECTION)
                .with(0, 1)
                .with(1, "G1New")
                .with(2, "cause")
                .from(400 * MS, 1_200 * MS);
        script.comes(GC_PAUSE).with(0, 1).with(1, "Pause").from(450 * MS, 1_000 * MS);
        ParsedTrace trace = acrossAGap();
        assertIsAt(trace.gcStops().get(0).end().time(), 500 * MS);
        assertThat(trace.gcStops()).hasSize(1);
        Pair cycle = trace.ranges("GC concurrent mark phase").get(0);
        assertIsAt(cycle.end().time(), 500 * MS);
    }

    @Test
    void aCycleMayBeginAfterAGap() throws IOException {
        script.comes(GARBAGE_COLLECTION).with(0, 1).with(1, "Old").from(400 * MS, 1_700 * MS);
        script.bridge(500 * MS, 1_500 * MS, index -> true);
        script.comes(GARBAGE_COLLECTION).with(0, 2).with(1, "New").from(1_800 * MS, 1_900 * MS);
        List<Pair> cycles = parsed(2_000).ranges("GC concurrent mark phase");
        assertThat(cycles).hasSize(2);
        assertIsAt(cycles.get(1).begin().time(), 1_800 * MS);
        assertIsAt(cycles.get(1).end().time(), 1_900 * MS);
    }

    @Test
    void aWaitThatWasKnownBeforeAGapEndsInItAtItsTime() throws IOException {
        script.comes(THREAD_SLEEP).on(thread).in(STACK).from(400 * MS, 1_000 * MS);
        ParsedTrace trace = acrossAGap(thread);
        Span sleep = trace.waits(G, "sleep").get(0);
        assertIsAt(sleep.to(), 1_000 * MS);
        assertThat(what(trace, 1_600)).isEqualTo("unknown");
    }

    @Test
    void threadsThatAreGoneBehindAGapEnd() throws IOException {
        script.comes(LOG).on(thread).with(1, "before").at(490 * MS);
        List<Span> life = acrossAGap().spans(G);
        assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
        assertIsAt(life.get(life.size() - 1).from(), 1_500 * MS);
    }

    @Test
    void threadsThatTurnOutToBeGoneLaterEndThen() throws IOException {
        script.comes(LOG).on(thread).with(1, "before").at(490 * MS);
        script.bridge(500 * MS, 1_500 * MS, index -> true);
        script.advance(1_800 * MS);
        assertThat(script.translator().isGone(thread)).isFalse();
        script.translator().endMissing(index -> false);
        assertThat(script.translator().isGone(thread)).isTrue();
        List<Span> life = parsed(2_000).spans(G);
        assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
    }

    @Test
    void aVirtualThreadThatAGapHasEndedMayAppearAgain() throws IOException {
        long virtual = script.virtualThread("", 40);
        script.comes(VIRTUAL_THREAD_START).on(virtual).at(400 * MS);
        script.comes(LOG).on(virtual).with(1, "before").at(490 * MS);
        script.bridge(500 * MS, 1_500 * MS, index -> index != virtual);
        script.translator().forgetEnded(index -> index == virtual);
        script.comes(LOG).on(virtual).with(1, "after").at(1_600 * MS);
        script.comes(VIRTUAL_THREAD_END).on(virtual).at(1_700 * MS);
        ParsedTrace trace = parsed(2_000);
        assertThat(trace.logs("after")).extracting(Event::g).containsExactly(40L);
        assertThat(trace.spans(40, "NotExist")).hasSize(2);
    }

    @Test
    void twoGapsInARowAreTwo() throws IOException {
        script.comes(REGION_BEGIN).on(thread).with(1, "outer").at(400 * MS);
        script.bridge(500 * MS, 1_500 * MS, index -> true);
        script.bridge(1_500 * MS, 1_700 * MS, index -> true);
        assertThat(parsed(2_000).logs("gap")).hasSize(2);
    }
}
