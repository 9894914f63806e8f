package dev.jfrtrace.samples.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a recording must hold for a good timeline: every wait, however short, with its stack; the
 * pauses of the JVM from begin to end; samples. JFR ignores what a JDK does not know, so that one
 * map is good for all of them.
 *
 * <p>JFR's own {@code default} and {@code profile} keep only waits of 20 and 10 ms and more.
 */
public final class RecordingSettings {
    private static final String[] WAITS = {
        "ThreadPark",
        "ThreadSleep",
        "JavaMonitorEnter",
        "JavaMonitorWait",
        "JavaMonitorNotify",
        "VirtualThreadPinned",
        "SocketRead",
        "SocketWrite",
        "FileRead",
        "FileWrite",
        "FileForce",
        "SystemGC",
        "AllocationRequiringGC",
        "ZAllocationStall",
    };
    private static final String[] INSTANTS_WITH_STACK = {
        "ThreadStart", "VirtualThreadStart", "VirtualThreadSubmitFailed", "JavaErrorThrow",
    };
    private static final String[] SPANS_OF_THE_JVM = {
        "GarbageCollection",
        "YoungGarbageCollection",
        "OldGarbageCollection",
        "GCPhasePause",
        "GCPhasePauseLevel1",
        "GCPhasePauseLevel2",
        "GCPhaseConcurrent",
        "GCPhaseConcurrentLevel1",
        "SafepointBegin",
        "SafepointStateSynchronization",
        "SafepointEnd",
        "ExecuteVMOperation",
        "Compilation",
    };
    private static final String[] INSTANTS = {
        "ThreadEnd",
        "VirtualThreadEnd",
        "GCHeapSummary",
        "MetaspaceSummary",
        "CPUTimeSamplesLost",
        "DataLoss",
        "ActiveRecording",
        "ActiveSetting",
    };
    private static final String[] ONCE_PER_CHUNK = {
        "JVMInformation",
        "OSInformation",
        "CPUInformation",
        "CPUTimeStampCounter",
        "GCConfiguration",
        "GCHeapConfiguration",
        "ThreadDump",
    };

    private RecordingSettings() {}

    /** A new map for {@link jdk.jfr.Recording#setSettings}. */
    public static Map<String, String> timeline() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String event : WAITS) {
            put(settings, event, "threshold", "0 ms", "stackTrace", "true", "throttle", "off");
        }
        for (String event : INSTANTS_WITH_STACK) {
            put(settings, event, "stackTrace", "true");
        }
        for (String event : SPANS_OF_THE_JVM) {
            put(settings, event, "threshold", "0 ms");
        }
        for (String event : INSTANTS) {
            put(settings, event);
        }
        for (String event : ONCE_PER_CHUNK) {
            put(settings, event, "period", "everyChunk");
        }
        putSamples(settings);
        return settings;
    }

    private static void putSamples(Map<String, String> settings) {
        put(settings, "ExecutionSample", "period", "20 ms");
        put(settings, "NativeMethodSample", "period", "20 ms");
        put(settings, "CPUTimeSample", "throttle", "20 ms", "stackTrace", "true");
        put(settings, "ObjectAllocationSample", "throttle", "300/s", "stackTrace", "true");
        put(settings, "JavaExceptionThrow", "throttle", "100/s", "stackTrace", "true");
        put(settings, "ThreadCPULoad", "period", "1 s");
        put(settings, "CPULoad", "period", "1 s");
        put(settings, "GCHeapMemoryUsage", "period", "1 s");
        // One per class is too much for a timeline.
        settings.put("jdk.ClassLoad#enabled", "false");
    }

    private static void put(Map<String, String> settings, String event, String... namesAndValues) {
        settings.put("jdk." + event + "#enabled", "true");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put("jdk." + event + "#" + namesAndValues[i], namesAndValues[i + 1]);
        }
    }
}
