package dev.jfrtrace.encoder.judge;

import dev.jfrtrace.encoder.format.TraceVersion;
import java.io.IOException;

/** A small good trace, two generations long, with nearly all events that a version has. */
public final class AllEvents {
    private static final String NONE = "m=18446744073709551615";

    private static final String TABLES =
            """
            Strings
            String id=1
            \tdata="main.main"
            String id=2
            \tdata="main.go"
            String id=3
            \tdata="caf\\u00e9 \\xff \\"x\\""
            """;

    private static final String STACKS =
            """
            Stacks
            Stack id=1 nframes=2
            \tpc=4096 func=1 file=2 line=7
            \tpc=8192 func=3 file=0 line=0
            """;

    private static final String SAMPLES =
            """
            CPUSamples
            CPUSample time=30 m=1 p=0 g=1 stack=1
            CPUSample time=20 m=2 p=18446744073709551615 g=0 stack=0
            """;

    private static final String FIRST =
            """
            ProcStatus dt=1 p=0 pstatus=1
            GoStatus dt=1 g=1 m=1 gstatus=2
            ProcStatus dt=0 p=1 pstatus=2
            ProcsChange dt=1 procs_value=4 stack=1
            GoCreate dt=1 new_g=2 new_stack=1 stack=1
            GoCreate dt=1 new_g=3 new_stack=0 stack=0
            UserTaskBegin dt=1 task=1 parent_task=9 name_string=3 stack=1
            UserRegionBegin dt=1 task=1 name_string=3 stack=0
            UserLog dt=1 task=1 key_string=1 value_string=3 stack=1
            UserRegionEnd dt=1 task=1 name_string=3 stack=0
            GoLabel dt=1 label_string=3
            STWBegin dt=1 kind_string=1 stack=1
            STWEnd dt=1
            GCBegin dt=1 gc_seq=1 stack=1
            GCMarkAssistBegin dt=1 stack=0
            GCMarkAssistEnd dt=1
            GCEnd dt=1 gc_seq=2
            GCSweepBegin dt=1 stack=1
            GCSweepEnd dt=1 swept_value=5 reclaimed_value=18446744073709551615
            HeapAlloc dt=1 heapalloc_value=1000
            HeapGoal dt=1 heapgoal_value=2000
            GoSyscallBegin dt=1 p_seq=1 stack=1
            GoSyscallEnd dt=1
            GoSyscallBegin dt=1 p_seq=2 stack=0
            ProcStop dt=1
            GoSyscallEndBlocked dt=1
            ProcStart dt=1 p=0 p_seq=3
            GoStart dt=1 g=1 g_seq=1
            GCBegin dt=1 gc_seq=3 stack=0
            GCMarkAssistBegin dt=1 stack=0
            """;

    private static final String OTHER =
            """
            ProcStart dt=0 p=1 p_seq=1
            GoStart dt=1 g=2 g_seq=1
            GoBlock dt=1 reason_string=3 stack=1
            GoUnblock dt=1 g=2 g_seq=2 stack=0
            GoStart dt=1 g=3 g_seq=1
            GoStop dt=1 reason_string=0 stack=1
            GoStart dt=1 g=2 g_seq=3
            GoDestroy dt=1
            ProcStop dt=1
            GoCreateSyscall dt=1 new_g=9
            """;

    private static final String SECOND =
            """
            ProcStatus dt=1 p=0 pstatus=1
            GoStatus dt=1 g=1 m=1 gstatus=2
            GCActive dt=1 gc_seq=4
            GCMarkAssistActive dt=1 g=1
            GoStatus dt=1 g=9 m=2 gstatus=3
            GoStatus dt=1 g=3 m=18446744073709551615 gstatus=1
            ProcStatus dt=1 p=1 pstatus=2
            UserTaskEnd dt=1 task=1 stack=0
            """;

    private static final String SINCE_1_23 =
            """
            GoCreateBlocked dt=1 new_g=20 new_stack=0 stack=0
            GoSwitch dt=1 g=20 g_seq=1
            GoSwitchDestroy dt=1 g=1 g_seq=1
            """;

    private static final String SINCE_1_26 =
            """
            Span dt=1 id=1 npages_value=2 kindclass=3
            SpanAlloc dt=1 id=1 npages_value=2 kindclass=18446744073709551615
            SpanFree dt=1 id=1
            HeapObject dt=1 id=1 type=2
            HeapObjectAlloc dt=1 id=1 type=2
            HeapObjectFree dt=1 id=1
            GoroutineStack dt=1 id=1 order=2
            GoroutineStackAlloc dt=1 id=1 order=2
            GoroutineStackFree dt=1 id=1
            """;

    private AllEvents() {}

    public static byte[] trace(TraceVersion version) throws IOException {
        boolean switches = version != TraceVersion.GO_1_22;
        StringBuilder text = new StringBuilder("Trace Go" + version + "\n");
        generation(text, version, 1, 10, FIRST, OTHER);
        String second = SECOND + (switches ? SINCE_1_23 : "");
        if (version == TraceVersion.GO_1_26) {
            second += SINCE_1_26;
        }
        generation(text, version, 2, 60, second, "");
        return TextTraces.bytes(text.toString());
    }

    /** Batches of the one experiment that Go knows are part of it where they can be. */
    private static void generation(
            StringBuilder text,
            TraceVersion version,
            int number,
            int time,
            String first,
            String other)
            throws IOException {
        String sync =
                version.hasClockSnapshot()
                        ? "Sync\nFrequency freq=1000000000\n"
                                + "ClockSnapshot dt=0 mono=5 sec=1780000000 nsec=120\n"
                        : "Frequency freq=1000000000\n";
        String place = "EventBatch gen=" + number + " %s time=" + time + " size=";
        batch(text, version, place.formatted(NONE), sync);
        batch(text, version, place.formatted("m=1"), first);
        batch(text, version, place.formatted("m=2"), other);
        batch(text, version, place.formatted(NONE), STACKS);
        batch(text, version, place.formatted(NONE), SAMPLES);
        batch(text, version, place.formatted(NONE), TABLES);
        if (version != TraceVersion.GO_1_22) {
            text.append("ExperimentalBatch exp=1 gen=").append(number);
            text.append(" m=1 time=").append(time).append("\n\tdata=\"whatever\"\n");
        }
        if (version.hasEndOfGeneration()) {
            text.append("EndOfGeneration\n");
        }
    }

    private static void batch(StringBuilder text, TraceVersion version, String place, String body)
            throws IOException {
        byte[] bytes = TextTraces.bytes("Trace Go" + version + "\n" + body);
        text.append(place).append(bytes.length - TraceVersion.HEADER_LENGTH);
        text.append('\n').append(body);
    }
}
