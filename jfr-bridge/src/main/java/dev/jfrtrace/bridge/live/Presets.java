package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOptions.FamilyOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the presets record: THE table of JFR settings. JFR ignores what a JDK does not know, so one
 * table is good for all of them. The numbers are chosen from the costs in docs/BENCHMARKS.md.
 */
public final class Presets {
    private static final String OFF = "off";

    private static final FamilyOptions NO_CHOICE = new FamilyOptions(null, null, null, null);

    /** One event type; values are those of light, balanced and full, {@code null} for "not set". */
    private record Row(
            String event,
            EventFamily family,
            boolean hasStack,
            String setting,
            String light,
            String balanced,
            String full) {
        String value(Preset preset) {
            switch (preset) {
                case LIGHT:
                    return light;
                case BALANCED:
                    return balanced;
                default:
                    return full;
            }
        }
    }

    private static final Row[] TABLE = {
        // Lives of threads: what all else hangs on.
        instant("ThreadStart", null, true),
        instant("ThreadEnd", null, false),
        instant("VirtualThreadStart", null, false),
        instant("VirtualThreadEnd", null, false),
        instant("DataLoss", null, false),

        // Who computes all the time, whether or not a sampler comes by.
        instant("CPUInformation", null, false),
        row("CPULoad", null, false, "period", "1 s", "1 s", "1 s"),
        row("ThreadCPULoad", null, false, "period", "1 s", "1 s", "1 s"),

        // What a container's quota withheld: JFR reads a small file three times, in half a ms.
        instant("ContainerConfiguration", null, false),
        row("ContainerCPUThrottling", null, false, "period", "2 s", "1 s", "1 s"),

        // Waits.
        wait("ThreadPark", EventFamily.LOCKS),
        wait("ThreadSleep", EventFamily.LOCKS),
        wait("JavaMonitorEnter", EventFamily.LOCKS),
        wait("JavaMonitorWait", EventFamily.LOCKS),
        // JDK 25: the instant of a notice, which no threshold may hide.
        row("JavaMonitorNotify", EventFamily.LOCKS, false, "enabled", null, null, "true"),
        wait("VirtualThreadPinned", EventFamily.LOCKS),
        wait("SocketRead", EventFamily.IO),
        wait("SocketWrite", EventFamily.IO),
        wait("FileRead", EventFamily.IO),
        wait("FileWrite", EventFamily.IO),
        wait("FileForce", EventFamily.IO),

        // What the collector does: rare, and nothing is true without it.
        span("GarbageCollection", EventFamily.GC),
        span("GCPhasePause", EventFamily.GC),
        // Who asked for one: rare where nobody does, and as rare as a full collection where one
        // does.
        instant("SystemGC", EventFamily.GC, true),
        instant("EvacuationFailed", EventFamily.GC, false),
        instant("PromotionFailed", EventFamily.GC, false),
        span("GCPhaseConcurrent", EventFamily.GC),
        span("GCPhaseConcurrentLevel1", EventFamily.GC),
        span("SafepointBegin", EventFamily.GC),
        span("SafepointEnd", EventFamily.GC),
        span("ExecuteVMOperation", EventFamily.GC),
        instant("GCHeapSummary", EventFamily.GC, false),
        row("GCHeapMemoryUsage", EventFamily.GC, false, "period", "1 s", "1 s", "1 s"),

        // Allocation.
        row(
                "ObjectAllocationSample",
                EventFamily.ALLOCATION,
                true,
                "throttle",
                "20/s",
                "100/s",
                "300/s"),
        instant("AllocationRequiringGC", EventFamily.ALLOCATION, true),
        row("ZAllocationStall", EventFamily.ALLOCATION, true, "threshold", "0 ms", "0 ms", "0 ms"),

        // Samples.
        row("ExecutionSample", EventFamily.SAMPLES, false, "period", "50 ms", "20 ms", "10 ms"),

        // Code and exceptions. JDK 17 cannot throttle exceptions, and some programs live on them.
        row("Compilation", EventFamily.CODE, false, "threshold", "1 s", "100 ms", "10 ms"),
        instant("JavaErrorThrow", EventFamily.EXCEPTIONS, true),
        row("JavaExceptionThrow", EventFamily.EXCEPTIONS, true, "throttle", null, null, "300/s"),
    };

    /** Who and what: the report, and the picture of threads that never say a word. */
    private static final String[] ONCE_PER_CHUNK = {
        "jdk.JVMInformation", "jdk.CPUInformation", "jdk.ThreadDump",
    };

    private Presets() {}

    private static Row row(
            String event,
            EventFamily family,
            boolean hasStack,
            String setting,
            String light,
            String balanced,
            String full) {
        return new Row("jdk." + event, family, hasStack, setting, light, balanced, full);
    }

    private static Row wait(String event, EventFamily family) {
        return row(event, family, true, "threshold", "20 ms", "5 ms", "0 ms");
    }

    private static Row span(String event, EventFamily family) {
        return row(event, family, false, "threshold", "0 ms", "0 ms", "0 ms");
    }

    private static Row instant(String event, EventFamily family, boolean hasStack) {
        return row(event, family, hasStack, "enabled", "true", "true", "true");
    }

    /** JFR settings of these options, for {@link jdk.jfr.Recording#setSettings}; a new map. */
    public static Map<String, String> settings(TraceOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Row row : TABLE) {
            put(settings, row, options);
        }
        if (!Boolean.FALSE.equals(options.family(EventFamily.CUSTOM).enabled())) {
            Boolean stacks = options.family(EventFamily.CUSTOM).stackTraces();
            for (String annotation : new String[] {"TaskBegin", "RegionBegin", "Log"}) {
                enable(settings, "dev.jfrtrace." + annotation);
                settings.put(
                        "dev.jfrtrace." + annotation + "#stackTrace",
                        String.valueOf(stacks == null || stacks));
            }
            enable(settings, "dev.jfrtrace.TaskEnd");
            enable(settings, "dev.jfrtrace.RegionEnd");
        }
        enable(settings, Pulse.NAME);
        enable(settings, ThreadStateEvent.NAME);
        enable(settings, ThreadNameEvent.NAME);
        enable(settings, ThreadCpuEvent.NAME);
        settings.putAll(options.settings());
        return settings;
    }

    /** The same for a recording in a file, with what only that can use; a new map. */
    public static Map<String, String> ofRecording(TraceOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String event : ONCE_PER_CHUNK) {
            enable(settings, event);
            settings.put(event + "#period", "everyChunk");
        }
        enable(settings, "jdk.ActiveSetting");
        // Nobody looks at threads meanwhile: what those wait for in native code samples tell.
        enable(settings, "jdk.NativeMethodSample");
        settings.put("jdk.NativeMethodSample#period", "20 ms");
        settings.putAll(settings(options));
        return settings;
    }

    private static void enable(Map<String, String> settings, String event) {
        settings.put(event + "#enabled", "true");
    }

    private static void put(Map<String, String> settings, Row row, TraceOptions options) {
        FamilyOptions chosen = chosen(options, row.family());
        String value = row.value(options.preset());
        boolean on = chosen.enabled() == null ? value != null : chosen.enabled();
        settings.put(row.event() + "#enabled", String.valueOf(on));
        if (!on) {
            return;
        }
        if (!row.setting().equals("enabled")) {
            // What the preset leaves out and the options want has the values of full.
            settings.put(row.event() + "#" + row.setting(), value != null ? value : row.full());
        }
        if (row.setting().equals("threshold")) {
            putThreshold(settings, row, chosen);
        }
        if (row.hasStack()) {
            boolean stack = chosen.stackTraces() == null || chosen.stackTraces();
            settings.put(row.event() + "#stackTrace", String.valueOf(stack));
        }
        if (chosen.throttle() != null && !row.setting().equals("period")) {
            settings.put(row.event() + "#throttle", chosen.throttle() + "/s");
        }
    }

    private static void putThreshold(Map<String, String> settings, Row row, FamilyOptions chosen) {
        if (chosen.threshold() != null) {
            settings.put(row.event() + "#threshold", chosen.threshold().toNanos() + " ns");
        }
        // JDKs that throttle input and output by default would hide waits at random.
        settings.put(row.event() + "#throttle", OFF);
    }

    private static FamilyOptions chosen(TraceOptions options, EventFamily family) {
        return family == null ? NO_CHOICE : options.family(family);
    }
}
