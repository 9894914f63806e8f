package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.mapping.Family;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        try (Collector collector = new Collector(recording, EnumSet.allOf(Family.class))) {
            collector.join(collector.reading(recording.chunk(), n -> {}).run());
            Settings settings = collector.jvms().get(0).settings();
            return HiddenWaits.of(settings);
        }
    }

    @Test
    void aRecordingMaySayNothing() throws IOException {
        recording.event("ThreadPark");
        assertThat(hidden()).containsExactly("The recording does not say what it had switched on.");
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
                " they appear as running, of threads that do little else as blocked, reason"
                        + " unknown: ";
        assertThat(hidden())
                .containsExactly(
                        "Under 20 ms"
                                + seen
                                + "monitor enters, Object.wait calls, parks, sleeps, socket writes,"
                                + " file forces.",
                        "Under 1500 us" + seen + "file reads.",
                        "Under 1 ns" + seen + "file writes.");
    }

    @Test
    void whatIsOffAppearsAsRunning() throws IOException {
        set("ThreadPark", "enabled", "true");
        set("ThreadSleep", "enabled", "false");
        assertThat(hidden())
                .containsExactly(
                        "Not recorded: up to 100 ms they appear as running, longer ones as"
                                + " blocked, reason unknown: monitor enters, Object.wait calls,"
                                + " sleeps, socket reads, socket writes, file reads, file writes,"
                                + " file forces.");
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
                " of each are recorded; of the others, up to 100 ms they appear as running, longer"
                        + " ones as blocked, reason unknown: ";
        assertThat(HiddenWaits.of(settings))
                .containsExactly(
                        "Up to 100 a second" + others + "socket reads, socket writes.",
                        "Up to 60 an hour" + others + "file forces.");
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
                .contains("For a part of the time not recorded: parks, sleeps.");
    }
}
