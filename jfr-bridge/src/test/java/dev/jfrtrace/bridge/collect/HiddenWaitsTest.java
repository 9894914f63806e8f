package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.mapping.Family;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report says which waits a recording could not show. */
class HiddenWaitsTest {
    private static final List<String> ALL =
            List.of(
                    "JavaMonitorEnter",
                    "JavaMonitorWait",
                    "ThreadPark",
                    "ThreadSleep",
                    "SocketRead",
                    "SocketWrite",
                    "FileRead",
                    "FileWrite",
                    "FileForce");

    private final MadeRecording recording = new MadeRecording();

    /** A setting, as a recording tells it: by the number of the type, which an event of it has. */
    private void set(String type, String name, String value) {
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId(type))
                .with("name", name)
                .with("value", value);
    }

    private List<String> hidden() throws IOException {
        return hidden(jvm -> HiddenWaits.of(jvm.settings()));
    }

    private List<String> hidden(Function<JvmRecording, List<String>> of) throws IOException {
        try (Collector collector = new Collector(recording, EnumSet.allOf(Family.class))) {
            collector.join(collector.reading(recording.chunk(), n -> {}).run());
            return of.apply(collector.jvms().get(0));
        }
    }

    @Test
    void aRecordingMaySayNothing() throws IOException {
        recording.event("ThreadPark");
        assertThat(hidden()).containsExactly("The recording does not contain its settings.");
    }

    /** The loads of the machine come each second while the JVM runs. */
    @Test
    void aJvmThatStoodStillIsToldOf() throws IOException {
        for (long second : new long[] {1, 2, 3, 4, 5, 65, 66}) {
            recording.event("CPULoad").at(second * 1_000_000_000);
        }
        assertThat(hidden(HiddenWaits::of))
                .anyMatch(sentence -> sentence.contains("periodic events for 60 s from "));
    }

    @Test
    void nothingIsHiddenWhereAllIsOn() throws IOException {
        for (String type : ALL) {
            set(type, "enabled", "true");
            set(type, "threshold", "0 ns");
        }
        assertThat(hidden()).isEmpty();
    }

    @Test
    void waitsAreHiddenByThresholdsAndSwitches() throws IOException {
        for (String type : ALL) {
            set(type, "enabled", "true");
            set(type, "threshold", "20 ms");
        }
        set("FileRead", "threshold", "1500 us");
        set("FileWrite", "threshold", "1 ns");
        set("SocketRead", "threshold", "0 ns");
        recording.event("JavaMonitorWait");
        recording.event("Other");
        String seen =
                ". They are shown as running, and in threads that do little else as blocked"
                        + " (unknown).";
        assertThat(hidden())
                .containsExactly(
                        "Waits of less than 20 ms were not recorded: monitor enters, Object.wait"
                                + " calls, parks, sleeps, socket writes, file forces"
                                + seen,
                        "Waits of less than 1500 us were not recorded: file reads" + seen,
                        "Waits of less than 1 ns were not recorded: file writes" + seen);
    }

    @Test
    void whatIsOffAppearsAsRunning() throws IOException {
        set("ThreadPark", "enabled", "true");
        set("ThreadSleep", "enabled", "false");
        assertThat(hidden())
                .containsExactly(
                        "Not recorded: monitor enters, Object.wait calls, sleeps, socket reads,"
                                + " socket writes, file reads, file writes, file forces. Up to 100"
                                + " ms they are shown as running, longer ones as blocked"
                                + " (unknown).");
    }

    /** Nobody misses the pauses of a recording that tells of no collection either. */
    @ParameterizedTest
    @CsvSource({
        "GarbageCollection, true",
        "GarbageCollection GCPhasePause, false",
        "GCPhasePause, false",
        "ThreadPark, false"
    })
    void pausesMayBeHidden(String events, boolean areHidden) throws IOException {
        for (String type : ALL) {
            set(type, "enabled", "true");
        }
        for (String event : events.split(" ")) {
            recording.event(event);
        }
        assertThat(hidden(HiddenWaits::of))
                .hasSize(areHidden ? 1 : 0)
                .allMatch(said -> said.startsWith("Collector pauses"));
    }

    @Test
    void nothingIsHiddenByThrottlesThatAreOff() throws IOException {
        for (String type : ALL) {
            set(type, "enabled", "true");
            set(type, "throttle", "off");
        }
        assertThat(hidden()).isEmpty();
    }

    @Test
    void whatIsThrottledIsHiddenAtRandom() {
        Settings settings = new Settings();
        for (String type : ALL) {
            settings.add("jdk." + type, "enabled", "true");
        }
        settings.add("jdk.SocketRead", "throttle", "100/s");
        settings.add("jdk.SocketWrite", "throttle", "100/s");
        settings.add("jdk.FileRead", "throttle", "off");
        settings.add("jdk.FileForce", "throttle", "1/m");
        String others =
                ". Of the rest, those up to 100 ms are shown as running, longer ones as blocked"
                        + " (unknown).";
        assertThat(HiddenWaits.of(settings))
                .containsExactly(
                        "At most 100 a second of each were recorded: socket reads, socket writes"
                                + others,
                        "At most 60 an hour of each were recorded: file forces" + others);
    }

    @Test
    void whatIsOffForAWhileIsHiddenThen() {
        Settings first = new Settings();
        first.add("jdk.ThreadPark", "enabled", "true");
        Settings second = new Settings();
        second.add("jdk.ThreadPark", "enabled", "false");
        second.add("jdk.ThreadSleep", "enabled", "true");
        first.merge(second, true);
        assertThat(HiddenWaits.of(first))
                .contains("Not recorded for part of the time: parks, sleeps.");
    }
}
