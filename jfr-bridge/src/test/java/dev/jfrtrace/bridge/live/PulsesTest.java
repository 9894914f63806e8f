package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.BareEvent;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PulsesTest {
    private static final long TRACE = 5;
    private static final long MS = 1_000_000;

    private final Pulses pulses = new Pulses(TRACE, 250 * MS);

    /** An event that has three numbers and nothing else. */
    private record Made(Map<String, Long> numbers) implements BareEvent {
        @Override
        public long number(String field) {
            return numbers.get(field);
        }

        @Override
        public JfrType type() {
            return null;
        }

        @Override
        public long startTicks() {
            return 0;
        }

        @Override
        public long endTicks() {
            return 0;
        }

        @Override
        public JfrThread thread() {
            return null;
        }
    }

    private boolean take(long trace, int kind, long number, long time) {
        Map<String, Long> numbers = Map.of("trace", trace, "kind", (long) kind, "number", number);
        return pulses.take(new Made(numbers), time);
    }

    /** Beats come every 250 ms. */
    private void beats(long first, long last) {
        for (long number = first; number <= last; number++) {
            assertThat(take(TRACE, Pulse.BEAT, number, number * 250 * MS)).isTrue();
        }
    }

    private Pulses.Gap gap(long newestBefore, long oldestSince) {
        return pulses.gap(newestBefore * MS, oldestSince * MS, false);
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(pulses.begin()).isEqualTo(Pulses.UNKNOWN);
        assertThat(pulses.end()).isEqualTo(Pulses.UNKNOWN);
        assertThat(pulses.hasBeat()).isFalse();
        assertThat(gap(0, 100)).isNull();
    }

    @Test
    void tellsWhereTheTraceBeginsAndEnds() {
        take(TRACE, Pulse.BEGIN, 0, 11);
        assertThat(pulses.hasBeat()).isFalse();
        take(TRACE, Pulse.END, 1, 99);
        assertThat(pulses.begin()).isEqualTo(11);
        assertThat(pulses.end()).isEqualTo(99);
        assertThat(pulses.hasBeat()).isTrue();
    }

    @Test
    void beatsInARowAreNoGap() {
        beats(1, 4);
        assertThat(pulses.hasBeat()).isTrue();
        assertThat(gap(0, 10)).isNull();
        assertThat(pulses.hasBeat()).isFalse();
        beats(5, 8);
        assertThat(gap(1_000, 1_010)).isNull();
        assertThat(pulses.gaps()).isZero();
    }

    @Test
    void whatIsMissingBeforeTheEndIsAGap() {
        beats(1, 4);
        gap(0, 10);
        take(TRACE, Pulse.END, 9, 2_250 * MS);
        assertThat(gap(1_000, 2_200)).isEqualTo(new Pulses.Gap(1_000 * MS, 2_200 * MS));
    }

    @Test
    void twoMissingBeatsAreTolerated() {
        beats(1, 4);
        gap(0, 10);
        beats(7, 8);
        assertThat(gap(1_000, 1_700)).isNull();
    }

    @Test
    void threeMissingBeatsAreAGapFromTheNewestBeforeToTheFirstThing() {
        beats(1, 4);
        gap(0, 10);
        beats(8, 9);
        Pulses.Gap gap = gap(1_000, 1_900);
        assertThat(gap).isEqualTo(new Pulses.Gap(1_000 * MS, 1_900 * MS));
        assertThat(gap.millis()).isEqualTo(900);
        assertThat(pulses.gaps()).isOne();
        assertThat(pulses.gapNanos()).isEqualTo(900 * MS);
    }

    @Test
    void aGapEndsWithTheFirstBeatWhenNothingElseCameBefore() {
        beats(1, 4);
        gap(0, 10);
        beats(8, 9);
        assertThat(gap(1_000, 9_000)).isEqualTo(new Pulses.Gap(1_000 * MS, 2_000 * MS));
    }

    @Test
    void aGapIsNeverNegative() {
        beats(1, 4);
        gap(0, 10);
        beats(8, 9);
        assertThat(gap(5_000, 100)).isEqualTo(new Pulses.Gap(5_000 * MS, 5_000 * MS));
        assertThat(pulses.gapNanos()).isZero();
    }

    @Test
    void beatsThatJfrLostAreNoGapWhereOtherEventsAre() {
        beats(1, 4);
        gap(0, 10);
        beats(8, 9);
        assertThat(pulses.gap(1_000 * MS, 1_200 * MS, true)).isNull();
        assertThat(pulses.gaps()).isZero();
    }

    @Test
    void aTimeWithoutAnyEventIsAGapAlsoWhereJfrLostSome() {
        beats(1, 4);
        gap(0, 10);
        beats(8, 9);
        assertThat(pulses.gap(1_000 * MS, 1_900 * MS, true)).isNotNull();
        assertThat(pulses.gaps()).isOne();
    }

    @Test
    void aGapIsFoundOnce() {
        beats(1, 4);
        gap(0, 10);
        beats(20, 20);
        assertThat(gap(1_000, 4_900)).isNotNull();
        beats(21, 22);
        assertThat(gap(5_000, 5_010)).isNull();
        assertThat(pulses.gaps()).isOne();
    }

    @Test
    void beatsMayComeInAnyOrder() {
        beats(3, 4);
        beats(1, 2);
        assertThat(gap(0, 10)).isNull();
    }

    @Test
    void aLateBeatIsNoGap() {
        beats(1, 2);
        beats(4, 5);
        assertThat(gap(0, 10)).isNull();
        beats(3, 3);
        assertThat(gap(1_250, 1_260)).isNull();
        beats(6, 6);
        assertThat(gap(1_260, 1_300)).isNull();
    }

    @Test
    void theBeginningOfATraceMayBeMissing() {
        beats(6, 8);
        assertThat(gap(100, 1_400)).isEqualTo(new Pulses.Gap(100 * MS, 1_400 * MS));
    }

    @Test
    void pulsesOfOtherTracesAreIgnored() {
        assertThat(take(4, Pulse.BEGIN, 0, 1)).isFalse();
        assertThat(take(4, Pulse.BEAT, 100, 2)).isFalse();
        assertThat(take(4, Pulse.END, 0, 3)).isFalse();
        assertThat(pulses.begin()).isEqualTo(Pulses.UNKNOWN);
        assertThat(pulses.end()).isEqualTo(Pulses.UNKNOWN);
        assertThat(pulses.hasBeat()).isFalse();
        assertThat(gap(0, 10)).isNull();
    }
}
