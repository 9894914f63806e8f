package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was recorded, and from which length on. */
class SettingsTest {
    private static final String PARK = "jdk.ThreadPark";

    private final Settings settings = new Settings();

    @ParameterizedTest
    @CsvSource({
        "0 ns, 0",
        "5 ns, 5",
        "7 us, 7000",
        "20 ms, 20000000",
        "3 s, 3000000000",
        "2 m, 120000000000",
        "1 h, 3600000000000",
        "1 d, 86400000000000",
        "' 20   ms ', 20000000",
        // What JFR does not write.
        "20, 0",
        "20ms, 0",
        "ms, 0",
        "-5 ms, 0",
        "20 fortnights, 0",
        "1.5 s, 0",
        "everyChunk, 0",
        "'', 0"
    })
    void readsTimeSpans(String span, long nanos) {
        assertThat(Settings.nanos(span)).isEqualTo(nanos);
    }

    @Test
    void aSpanMayBeBeyondAllBounds() {
        assertThat(Settings.nanos("999999999999 d")).isNotNegative();
        assertThat(Settings.nanos("9999999999999 s")).isNotNegative();
    }

    @Test
    void whatIsNotSaidIsOff() {
        assertThat(settings.areKnown()).isFalse();
        assertThat(settings.threshold(PARK)).isEqualTo(Settings.OFF);
        settings.add(PARK, "threshold", "20 ms");
        settings.add(PARK, "enabled", null);
        settings.add(PARK, null, "true");
        assertThat(settings.threshold(PARK)).isEqualTo(Settings.OFF);
        settings.add(PARK, "enabled", "false");
        assertThat(settings.areKnown()).isTrue();
        assertThat(settings.threshold(PARK)).isEqualTo(Settings.OFF);
    }

    @Test
    void anEventWithoutThresholdHasNone() {
        settings.add(PARK, "enabled", "true");
        assertThat(settings.threshold(PARK)).isZero();
    }

    /** The JVM gives each recording what the most demanding of them wants. */
    @Test
    void ofSeveralRecordingsTheMostGenerousCounts() {
        settings.add(PARK, "enabled", "true");
        settings.add(PARK, "threshold", "20 ms");
        settings.add(PARK, "enabled", "false");
        settings.add(PARK, "threshold", "10 ms");
        settings.add(PARK, "threshold", "1 s");
        assertThat(settings.threshold(PARK)).isEqualTo(10_000_000);
    }

    /** async-profiler says of its own events alone that they are on. */
    @Test
    void whatAnotherRecorderDoesNotRecordIsNotOff() {
        settings.add(PARK, "enabled", "true");
        Settings profiler = new Settings();
        profiler.add("jdk.ExecutionSample", "enabled", "true");
        settings.merge(profiler, false);
        assertThat(settings.isOffInPart(PARK)).isFalse();
        settings.merge(profiler, true);
        assertThat(settings.isOffInPart(PARK)).isTrue();
    }

    @Test
    void chunksThatSayNothingAreSampledAsOthersAre() {
        Settings profiler = new Settings();
        profiler.add("jdk.ExecutionSample", "enabled", "true");
        profiler.add("jdk.ActiveRecording", "event", "itimer");
        settings.merge(profiler, true);
        settings.merge(new Settings(), true);
        assertThat(settings.sampledCpu("STATE_RUNNABLE")).isEqualTo(10_000_000);
        Settings other = new Settings();
        other.add("jdk.ExecutionSample", "enabled", "true");
        other.add("jdk.ActiveRecording", "event", "wall");
        settings.merge(other, true);
        assertThat(settings.sampledCpu("STATE_RUNNABLE")).isZero();
    }

    @Test
    void ofSeveralChunksTheLeastFavourableCounts() {
        settings.add(PARK, "enabled", "true");
        settings.add(PARK, "threshold", "10 ms");
        Settings next = new Settings();
        next.add(PARK, "enabled", "true");
        next.add(PARK, "threshold", "20 ms");
        next.add("jdk.ThreadSleep", "enabled", "true");
        settings.merge(next, true);
        assertThat(settings.threshold(PARK)).isEqualTo(20_000_000);
        assertThat(settings.threshold("jdk.ThreadSleep")).isZero();
    }
}
