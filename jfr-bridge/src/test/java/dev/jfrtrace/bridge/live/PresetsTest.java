package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Task;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetsTest {
    /** Events and settings that JDK 17 does not have. */
    private static final Set<String> YOUNGER =
            Set.of(
                    "jdk.GCHeapMemoryUsage",
                    "jdk.VirtualThreadStart",
                    "jdk.VirtualThreadEnd",
                    "jdk.VirtualThreadPinned",
                    "jdk.JavaMonitorNotify",
                    "jdk.JavaExceptionThrow#throttle");

    private static final List<String> WAITS =
            List.of(
                    "jdk.ThreadPark",
                    "jdk.ThreadSleep",
                    "jdk.JavaMonitorEnter",
                    "jdk.JavaMonitorWait",
                    "jdk.SocketRead",
                    "jdk.FileRead");

    private static TraceOptions.Builder balanced() {
        return TraceOptions.builder(Preset.BALANCED);
    }

    private static Map<String, String> settings(TraceOptions.Builder options) {
        return Presets.settings(options.build());
    }

    private static Map<String, Set<String>> known() {
        // Events of applications are known when their classes are used.
        Trace.log("presets", "test");
        Task task = Trace.task("presets");
        task.region("test").close();
        task.close();
        Pulse.commit(0, Pulse.BEAT, 0);
        ThreadStateEvent.commit(Thread.currentThread(), Thread.State.RUNNABLE, SilentPlaces.NONE);
        new ThreadCpuEvent().commit();
        ThreadNameEvent.commit(Thread.currentThread(), "any");
        Map<String, Set<String>> known = new HashMap<>();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            Set<String> settings = new HashSet<>();
            type.getSettingDescriptors().forEach(setting -> settings.add(setting.getName()));
            known.put(type.getName(), settings);
        }
        return known;
    }

    /** Told by the JDK that runs the test: 17 lacks some, 25 none. */
    @ParameterizedTest
    @EnumSource
    void namesOnlyWhatTheJdkKnows(Preset preset) {
        Map<String, Set<String>> known = known();
        boolean isOld = Runtime.version().feature() < 25;
        Presets.settings(TraceOptions.builder(preset).build())
                .forEach(
                        (name, value) -> {
                            String event = name.substring(0, name.indexOf('#'));
                            String setting = name.substring(event.length() + 1);
                            boolean isYounger =
                                    isOld && (YOUNGER.contains(event) || YOUNGER.contains(name));
                            // What cannot be throttled is not.
                            boolean isPrecaution =
                                    setting.equals("throttle") && value.equals("off");
                            if (!isYounger) {
                                assertThat(known).as(name).containsKey(event);
                            }
                            if (!isYounger && !isPrecaution) {
                                assertThat(known.get(event)).as(name).contains(setting);
                            }
                        });
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsOnOrOff(Preset preset) {
        Map<String, String> settings = Presets.settings(TraceOptions.builder(preset).build());
        for (String name : settings.keySet()) {
            String event = name.substring(0, name.indexOf('#'));
            assertThat(settings.get(event + "#enabled")).as(event).isIn("true", "false");
        }
    }

    @Test
    void lighterPresetsHaveLongerThresholds() {
        for (String wait : WAITS) {
            assertThat(nanos(Preset.LIGHT, wait))
                    .isGreaterThan(nanos(Preset.BALANCED, wait))
                    .isPositive();
            assertThat(nanos(Preset.BALANCED, wait)).isGreaterThan(nanos(Preset.FULL, wait));
            assertThat(nanos(Preset.FULL, wait)).isZero();
        }
    }

    private static long nanos(Preset preset, String event) {
        return nanos(
                Presets.settings(TraceOptions.builder(preset).build()).get(event + "#threshold"));
    }

    private static long nanos(String setting) {
        String[] words = setting.split(" ");
        long unit =
                switch (words[1]) {
                    case "ns" -> 1;
                    case "ms" -> 1_000_000;
                    case "s" -> 1_000_000_000;
                    default -> throw new AssertionError(setting);
                };
        return Long.parseLong(words[0]) * unit;
    }

    @Test
    void aFamilysThresholdWinsForThatFamily() {
        Map<String, String> settings =
                settings(balanced().threshold(EventFamily.IO, Duration.ofMillis(7)));
        assertThat(nanos(settings.get("jdk.SocketRead#threshold"))).isEqualTo(7_000_000);
        assertThat(nanos(settings.get("jdk.FileForce#threshold"))).isEqualTo(7_000_000);
        assertThat(nanos(settings.get("jdk.ThreadPark#threshold")))
                .isEqualTo(nanos(Preset.BALANCED, "jdk.ThreadPark"));
    }

    @Test
    void aFamilysThresholdHoldsForPausesToo() {
        Map<String, String> settings =
                settings(balanced().threshold(EventFamily.GC, Duration.ofMillis(7)));
        assertThat(nanos(settings.get("jdk.GCPhasePause#threshold"))).isEqualTo(7_000_000);
    }

    @Test
    void aFamilyThatIsOffIsOff() {
        Map<String, String> settings = settings(balanced().enabled(EventFamily.GC, false));
        assertThat(settings)
                .containsEntry("jdk.GarbageCollection#enabled", "false")
                .containsEntry("jdk.GCHeapSummary#enabled", "false")
                .containsEntry("jdk.ThreadPark#enabled", "true");
    }

    @Test
    void whatAPresetLeavesOutCanBeSwitchedOn() {
        assertThat(settings(balanced())).containsEntry("jdk.JavaExceptionThrow#enabled", "false");
        assertThat(settings(balanced().enabled(EventFamily.EXCEPTIONS, true)))
                .containsEntry("jdk.JavaExceptionThrow#enabled", "true")
                .containsEntry("jdk.JavaExceptionThrow#throttle", "300/s");
    }

    @Test
    void aFamilysStacksCanBeSwitchedOff() {
        Map<String, String> settings = settings(balanced().stackTraces(EventFamily.LOCKS, false));
        assertThat(settings)
                .containsEntry("jdk.ThreadPark#stackTrace", "false")
                .containsEntry("jdk.SocketRead#stackTrace", "true");
        assertThat(settings(balanced().stackTraces(EventFamily.CUSTOM, false)))
                .containsEntry("dev.jfrtrace.Log#stackTrace", "false");
    }

    @Test
    void aFamilysThrottleWins() {
        assertThat(settings(balanced().throttle(EventFamily.ALLOCATION, 7)))
                .containsEntry("jdk.ObjectAllocationSample#throttle", "7/s");
        assertThat(settings(balanced().throttle(EventFamily.IO, 7)))
                .containsEntry("jdk.SocketRead#throttle", "7/s");
    }

    @Test
    void waitsAreNotThrottledUnlessWanted() {
        for (String wait : WAITS) {
            assertThat(settings(balanced())).containsEntry(wait + "#throttle", "off");
        }
    }

    @Test
    void annotationsGoWithTheirFamily() {
        assertThat(settings(balanced()))
                .containsEntry("dev.jfrtrace.TaskBegin#enabled", "true")
                .containsEntry("dev.jfrtrace.RegionEnd#enabled", "true");
        assertThat(settings(balanced().enabled(EventFamily.CUSTOM, false)))
                .doesNotContainEntry("dev.jfrtrace.TaskBegin#enabled", "true");
    }

    @Test
    void theEnginesOwnEventsAndThreadsAreAlwaysOn() {
        TraceOptions.Builder nothing = balanced();
        for (EventFamily family : EventFamily.values()) {
            nothing.enabled(family, false);
        }
        assertThat(settings(nothing))
                .containsEntry("dev.jfrtrace.Pulse#enabled", "true")
                .containsEntry("dev.jfrtrace.ThreadState#enabled", "true")
                .containsEntry("dev.jfrtrace.ThreadName#enabled", "true")
                .containsEntry("jdk.ThreadStart#enabled", "true")
                .containsEntry("jdk.ThreadEnd#enabled", "true");
    }

    /** The first look of a trace tells nothing yet, and many traces last for seconds only. */
    @ParameterizedTest
    @EnumSource
    void whatAContainerWithholdsIsLookedAtOften(Preset preset) {
        Map<String, String> settings = Presets.settings(TraceOptions.builder(preset).build());
        assertThat(settings)
                .containsEntry("jdk.ContainerConfiguration#enabled", "true")
                .containsEntry("jdk.ContainerCPUThrottling#enabled", "true");
        assertThat(nanos(settings.get("jdk.ContainerCPUThrottling#period")))
                .isBetween(1_000_000_000L, 2_000_000_000L);
    }

    @Test
    void furtherSettingsWin() {
        Map<String, String> settings =
                settings(
                        balanced()
                                .threshold(EventFamily.LOCKS, Duration.ofMillis(7))
                                .setting("jdk.ThreadPark#threshold", "3 ms")
                                .setting("jdk.ClassLoad#enabled", "true"));
        assertThat(settings)
                .containsEntry("jdk.ThreadPark#threshold", "3 ms")
                .containsEntry("jdk.ThreadSleep#threshold", "7000000 ns")
                .containsEntry("jdk.ClassLoad#enabled", "true");
    }
}
