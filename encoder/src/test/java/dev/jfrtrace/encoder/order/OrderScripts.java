package dev.jfrtrace.encoder.order;

import static dev.jfrtrace.encoder.order.OrderRule.*;
import static dev.jfrtrace.encoder.order.Script.reader;
import static dev.jfrtrace.encoder.order.Script.viewer;

import dev.jfrtrace.encoder.format.TraceVersion;
import java.util.List;

/**
 * For each rule the shortest traces that break it, each with its repair; {@link ScriptLine} says
 * how a line reads. A corpus of what must be refused, for writers and readers alike.
 */
public final class OrderScripts {
    private static final String WAITS = "failed to advance: frontier";

    /** Goroutine 1 runs on thread 1 and proc 0; one proc is counted. */
    private static final String RUNNING =
            """
            M=1 ProcStatus p=0 pstatus=RUNNING
            M=1 GoStatus g=1 m=1 gstatus=RUNNING
            M=1 ProcsChange procs_value=1
            """;

    /** Goroutine 1 is in a syscall on thread 1, with proc 0. */
    private static final String IN_SYSCALL = RUNNING + "M=1 GoSyscallBegin p_seq=1\n";

    private static final String WAITING = "M=- GoStatus g=1 gstatus=WAITING\n";

    private static final String IDLE_PROC = "M=- ProcStatus p=0 pstatus=IDLE\n";

    private OrderScripts() {}

    public static List<Script> all() {
        return List.of(
                // Context.
                reader(
                        R1,
                        "expected a thread but didn't have one",
                        RUNNING,
                        "! M=- GoCreate new_g=2",
                        "M=1 GoCreate new_g=2"),
                reader(
                        R2,
                        "expected a proc but didn't have one",
                        RUNNING,
                        "! M=2 GoCreate new_g=2",
                        "M=1 GoCreate new_g=2"),
                reader(
                        R3,
                        "expected a goroutine but didn't have one",
                        "M=1 ProcStatus p=0 pstatus=RUNNING",
                        "! M=1 GoStop",
                        """
                        M=1 GoStatus g=1 m=1 gstatus=RUNNING
                        M=1 GoStop
                        """),
                reader(
                        R4,
                        "expected no goroutine but had one",
                        RUNNING + "M=1 GoCreate new_g=2",
                        "! M=1 GoStart g=2 g_seq=1",
                        """
                        M=1 GoBlock reason_string="sync"
                        M=1 GoStart g=2 g_seq=1
                        """),
                reader(
                                R5,
                                "bad event type found while ordering",
                                RUNNING,
                                "! M=1 ClockSnapshot",
                                "")
                        .in(TraceVersion.GO_1_26),
                // Procs.
                reader(
                        R6,
                        "invalid status for proc 0: 5",
                        "",
                        "! M=1 ProcStatus p=0 pstatus=5",
                        "M=1 ProcStatus p=0 pstatus=RUNNING"),
                reader(
                        R7,
                        "inconsistent status for proc 0",
                        "M=1 ProcStatus p=0 pstatus=RUNNING",
                        "! M=1 ProcStatus p=0 pstatus=IDLE",
                        "M=1 ProcStatus p=0 pstatus=RUNNING"),
                reader(
                        R8,
                        WAITS,
                        IDLE_PROC,
                        "! M=1 ProcStart p=1 p_seq=1",
                        "M=1 ProcStart p=0 p_seq=1"),
                reader(
                        R9,
                        WAITS,
                        IDLE_PROC + "M=1 ProcStatus p=1 pstatus=RUNNING",
                        "! M=1 ProcStart p=0 p_seq=1",
                        "M=2 ProcStart p=0 p_seq=1"),
                reader(
                        R10,
                        WAITS,
                        IDLE_PROC,
                        "! M=1 ProcStart p=0 p_seq=2",
                        "M=1 ProcStart p=0 p_seq=1"),
                reader(
                        R10,
                        WAITS,
                        IDLE_PROC + "generation",
                        "! M=1 ProcStart p=0 p_seq=1",
                        IDLE_PROC + "M=1 ProcStart p=0 p_seq=1"),
                reader(
                        R11,
                        "event ProcStop for proc (-1) that doesn't exist",
                        "",
                        "! M=1 ProcStop",
                        """
                        M=1 ProcStatus p=0 pstatus=RUNNING
                        M=1 ProcStop
                        """),
                reader(
                        R12,
                        WAITS,
                        RUNNING,
                        "! M=2 ProcSteal p=0 p_seq=1 m=1",
                        """
                        M=1 GoSyscallBegin p_seq=1
                        M=2 ProcSteal p=0 p_seq=2 m=1
                        """),
                reader(
                        R13,
                        "stole proc from non-existent thread 3",
                        IN_SYSCALL,
                        "! M=2 ProcSteal p=0 p_seq=2 m=3",
                        "M=2 ProcSteal p=0 p_seq=2 m=1"),
                reader(
                        R13,
                        "tried to self-steal proc 0 (thread 2), but got proc -1 instead",
                        IN_SYSCALL,
                        "! M=2 ProcSteal p=0 p_seq=2 m=2",
                        "M=2 ProcSteal p=0 p_seq=2 m=1"),
                // Goroutines.
                reader(
                        R14,
                        "invalid status for goroutine 1: 5",
                        "",
                        "! M=- GoStatus g=1 gstatus=5",
                        WAITING),
                reader(
                        R15,
                        "inconsistent status for goroutine 1",
                        WAITING,
                        "! M=- GoStatus g=1 gstatus=RUNNABLE",
                        WAITING),
                reader(
                        R16,
                        "found goroutine status for new goroutine after the first generation",
                        RUNNING + "generation",
                        "! M=- GoStatus g=2 gstatus=WAITING",
                        "M=1 GoCreate new_g=2"),
                reader(
                        R17,
                        "found goroutine 1 in syscall without a thread",
                        "",
                        "! M=- GoStatus g=1 m=- gstatus=SYSCALL",
                        "M=- GoStatus g=1 m=1 gstatus=SYSCALL"),
                reader(
                        R17,
                        "inconsistent thread for syscalling goroutine 2",
                        RUNNING,
                        "! M=- GoStatus g=2 m=1 gstatus=SYSCALL",
                        "M=- GoStatus g=2 m=2 gstatus=SYSCALL"),
                reader(
                        R18,
                        "tried to create goroutine (1) that already exists",
                        RUNNING,
                        "! M=1 GoCreate new_g=1",
                        "M=1 GoCreate new_g=2"),
                reader(
                        R19,
                        "GoCreate event for goroutine that's not",
                        IN_SYSCALL,
                        "! M=1 GoCreate new_g=2",
                        """
                        M=1 GoSyscallEnd
                        M=1 GoCreate new_g=2
                        """),
                reader(
                        R20,
                        "GoBlock event for goroutine that's not",
                        IN_SYSCALL,
                        "! M=1 GoBlock",
                        """
                        M=1 GoSyscallEnd
                        M=1 GoBlock
                        """),
                reader(
                        R21,
                        WAITS,
                        "M=1 ProcStatus p=0 pstatus=RUNNING\n" + WAITING,
                        "! M=1 GoStart g=1 g_seq=1",
                        """
                        M=- GoUnblock g=1 g_seq=1
                        M=1 GoStart g=1 g_seq=2
                        """),
                reader(
                        R22,
                        WAITS,
                        RUNNING,
                        "! M=- GoUnblock g=1 g_seq=1",
                        """
                        M=1 GoBlock
                        M=- GoUnblock g=1 g_seq=1
                        """),
                reader(
                        R23,
                        WAITS,
                        WAITING,
                        "! M=- GoUnblock g=1 g_seq=2",
                        "M=- GoUnblock g=1 g_seq=1"),
                reader(
                        R23,
                        WAITS,
                        WAITING + "generation",
                        "! M=- GoUnblock g=1 g_seq=1",
                        WAITING + "M=- GoUnblock g=1 g_seq=1"),
                reader(
                        R24,
                        "GoSyscallEnd event for goroutine that's not",
                        RUNNING,
                        "! M=1 GoSyscallEnd",
                        """
                        M=1 GoSyscallBegin p_seq=1
                        M=1 GoSyscallEnd
                        """),
                reader(
                        R25,
                        "expected proc 0 in state",
                        IN_SYSCALL
                                + """
                                M=1 ProcStop
                                M=1 ProcStart p=0 p_seq=2
                                """,
                        "! M=1 GoSyscallEnd",
                        "M=1 GoSyscallEndBlocked"),
                reader(
                        R26,
                        WAITS,
                        IN_SYSCALL,
                        "! M=1 GoSyscallEndBlocked",
                        """
                        M=1 ProcStop
                        M=1 GoSyscallEndBlocked
                        """),
                // Ranges.
                reader(
                        R27,
                        "discovered event already in-flight",
                        RUNNING + "M=1 STWBegin kind_string=\"GC pause\"",
                        "! M=1 STWBegin kind_string=\"GC pause\"",
                        "M=1 STWBegin kind_string=\"Safepoint\""),
                // Of three, the end of the first leaves the third in its place, and so on.
                reader(
                        R27,
                        "discovered event already in-flight",
                        RUNNING
                                + """
                                M=1 STWBegin kind_string="a"
                                M=1 STWBegin kind_string="b"
                                M=1 STWBegin kind_string="c"
                                M=1 STWEnd
                                M=1 STWEnd
                                """,
                        "! M=1 STWBegin kind_string=\"b\"",
                        "M=1 STWBegin kind_string=\"c\""),
                reader(
                        R28,
                        "tried to end event STWBegin, but not in-flight",
                        RUNNING,
                        "! M=1 STWEnd",
                        """
                        M=1 STWBegin kind_string="GC pause"
                        M=1 STWEnd
                        """),
                reader(
                        R29,
                        "resource is missing active range",
                        RUNNING + "generation",
                        "! M=- GCMarkAssistActive g=1",
                        """
                        M=1 GCMarkAssistBegin
                        generation
                        M=- GCMarkAssistActive g=1
                        """),
                reader(
                        R30,
                        WAITS,
                        RUNNING + "M=1 GCBegin gc_seq=7",
                        "! M=1 GCEnd gc_seq=9",
                        "M=1 GCEnd gc_seq=8"),
                reader(
                        R31,
                        "encountered GCBegin while GC was already in progress",
                        RUNNING + "M=1 GCBegin gc_seq=1",
                        "! M=1 GCBegin gc_seq=2",
                        """
                        M=1 GCEnd gc_seq=2
                        M=1 GCBegin gc_seq=3
                        """),
                reader(
                        R31,
                        "GCActive in the first generation isn't first GC event",
                        RUNNING + "M=1 GCBegin gc_seq=1",
                        "! M=1 GCActive gc_seq=2",
                        ""),
                reader(
                        R32,
                        "encountered GCEnd when GC was not in progress",
                        RUNNING
                                + """
                                M=1 GCBegin gc_seq=1
                                M=1 GCEnd gc_seq=2
                                """,
                        "! M=1 GCEnd gc_seq=3",
                        """
                        M=1 GCBegin gc_seq=3
                        M=1 GCEnd gc_seq=4
                        """),
                // Annotations.
                reader(
                        R33,
                        "task ID conflict: 1",
                        RUNNING + "M=1 UserTaskBegin task=1 name_string=\"order\"",
                        "! M=1 UserTaskBegin task=1 name_string=\"order\"",
                        """
                        M=1 UserTaskEnd task=1
                        M=1 UserTaskBegin task=1 name_string="order"
                        """),
                reader(
                        R34,
                        "misuse of region in goroutine 1",
                        RUNNING
                                + """
                                M=1 UserRegionBegin name_string="outer"
                                M=1 UserRegionBegin name_string="inner"
                                """,
                        "! M=1 UserRegionEnd name_string=\"outer\"",
                        """
                        M=1 UserRegionEnd name_string="inner"
                        M=1 UserRegionEnd name_string="outer"
                        """),
                // Tables and versions.
                reader(
                        R35,
                        "found invalid string ID 9 for event GoBlock",
                        RUNNING,
                        "! M=1 GoBlock reason_string=9",
                        "M=1 GoBlock reason_string=\"sync\""),
                reader(
                        R35,
                        "found invalid stack ID 9 for event GoBlock",
                        RUNNING,
                        "! M=1 GoBlock stack=9",
                        "M=1 GoBlock"),
                reader(
                        R36,
                        "invalid event type: 48",
                        "",
                        "! M=- GoStatusStack g=1 gstatus=WAITING",
                        WAITING),
                // What a status can bring about that no other event can.
                reader(
                                R37,
                                "failed to find sched context for proc 0",
                                "M=- ProcStatus p=0 pstatus=SYSCALL",
                                "! M=- ProcStatus p=0 pstatus=SYSCALL_ABANDONED",
                                """
                                M=1 ProcStatus p=0 pstatus=SYSCALL
                                M=- ProcStatus p=0 pstatus=SYSCALL_ABANDONED
                                """)
                        .writersBreak(V6),
                reader(
                                R38,
                                "event GoBlock for goroutine (1) that doesn't exist",
                                RUNNING
                                        + """
                                        M=2 ProcStatus p=1 pstatus=RUNNING
                                        M=2 GoStatus g=1 m=2 gstatus=RUNNING
                                        M=1 GoDestroy
                                        """,
                                "! M=2 GoBlock",
                                """
                                M=- GoStatus g=1 gstatus=RUNNING
                                M=2 GoBlock
                                """)
                        .writersBreak(V13),
                reader(
                        R39,
                        "failed to advance GoSyscallBegin: can't make sequence",
                        RUNNING,
                        "! M=1 GoSyscallBegin p_seq=2",
                        "M=1 GoSyscallBegin p_seq=1"),

                // What the viewers need.
                viewer(
                                V1,
                                RUNNING + "M=1 STWBegin kind_string=\"GC pause\"",
                                """
                                ! generation
                                M=1 STWEnd
                                """,
                                """
                                M=1 STWEnd
                                generation
                                """)
                        .crashes("expected id"),
                viewer(
                                V2,
                                RUNNING,
                                """
                                ! M=1 GoLabel label_string="GC (dedicated)"
                                M=1 GoSyscallBegin p_seq=1
                                M=1 ProcStop
                                M=1 GoSyscallEndBlocked
                                """,
                                "M=1 GoLabel label_string=\"worker\"")
                        .crashes("index out of range [-1]"),
                viewer(V3, "", "! M=- ProcStatus p=7 pstatus=IDLE", IDLE_PROC),
                viewer(
                                V4,
                                """
                                M=1 ProcStatus p=0 pstatus=RUNNING
                                M=1 GoStatus g=1 m=1 gstatus=RUNNING
                                """,
                                "! end",
                                """
                                M=1 ProcsChange procs_value=1
                                end
                                """)
                        .crashes("index out of range"),
                viewer(
                        V4,
                        RUNNING + IDLE_PROC.replace('0', '1'),
                        "! end",
                        "M=1 ProcsChange procs_value=2\nend"),
                viewer(
                                V4,
                                RUNNING + "M=1 STWBegin kind_string=\"GC pause\"",
                                """
                                M=1 ProcsChange procs_value=2
                                ! M=1 ProcsChange procs_value=1
                                M=1 STWEnd
                                """,
                                """
                                M=1 ProcsChange procs_value=2
                                M=1 STWEnd
                                """)
                        .crashes("mkBandUtil"),
                viewer(
                        V4,
                        RUNNING,
                        "! M=1 ProcsChange procs_value=0",
                        "M=1 ProcsChange procs_value=1"),
                viewer(
                                V5,
                                "",
                                """
                                ! M=1 GoStatus g=1 m=1 gstatus=RUNNING
                                M=1 ProcStatus p=0 pstatus=RUNNING
                                M=1 ProcsChange procs_value=1
                                M=1 GoBlock
                                """,
                                RUNNING + "M=1 GoBlock")
                        .crashes("non-executing goroutine stopped"),
                viewer(
                                V6,
                                RUNNING + "M=2 GoStatus g=2 m=2 gstatus=SYSCALL",
                                """
                                ! M=2 ProcStatus p=1 pstatus=SYSCALL
                                M=2 GoSyscallEnd
                                M=2 GoBlock
                                """,
                                """
                                M=3 ProcStatus p=1 pstatus=SYSCALL
                                M=1 ProcsChange procs_value=2
                                """)
                        .crashes("startRunningTime != 0"),
                viewer(
                        V6,
                        "M=1 ProcStatus p=0 pstatus=RUNNING",
                        "! M=1 ProcStatus p=1 pstatus=RUNNING",
                        "M=2 ProcStatus p=1 pstatus=RUNNING"),
                viewer(
                        V6,
                        "M=1 ProcStatus p=0 pstatus=RUNNING",
                        "! M=2 ProcStatus p=0 pstatus=RUNNING",
                        "M=1 ProcStatus p=0 pstatus=RUNNING"),
                viewer(
                                V7,
                                RUNNING
                                        + """
                                        M=1 UserTaskBegin task=1 name_string="a"
                                        M=1 UserTaskBegin task=2 parent_task=1 name_string="b"
                                        M=1 UserTaskEnd task=1
                                        """,
                                "! M=1 UserTaskBegin task=1 parent_task=2 name_string=\"a\"",
                                "M=1 UserTaskBegin task=3 parent_task=2 name_string=\"a\"")
                        .crashes("stack overflow"),
                viewer(V8, "", "! M=- GoStatus g=1000004 gstatus=WAITING", WAITING),
                viewer(
                        V8,
                        "",
                        "! M=1000004 ProcStatus p=0 pstatus=RUNNING",
                        "M=1 ProcStatus p=0 pstatus=RUNNING"),
                viewer(
                        V9,
                        RUNNING,
                        "! M=1 GoStatus g=2 m=2 gstatus=SYSCALL",
                        "M=- GoStatus g=2 m=2 gstatus=SYSCALL"),
                viewer(V10, "", "! end", RUNNING + "end"),
                viewer(V11, "", "! M=- GoStatus g=1 gstatus=0", WAITING),
                viewer(V11, "", "! M=- ProcStatus p=0 pstatus=0", IDLE_PROC),
                viewer(
                        V12,
                        RUNNING,
                        "! M=1 ProcStop",
                        """
                        M=1 GoBlock
                        M=1 ProcStop
                        """),
                viewer(
                        V12,
                        "M=1 ProcStatus p=0 pstatus=SYSCALL",
                        "! M=1 GoStatus g=1 m=1 gstatus=RUNNING",
                        "M=1 GoStatus g=1 m=1 gstatus=SYSCALL"),
                viewer(
                        V13,
                        RUNNING,
                        "! M=1 GoStatus g=2 m=1 gstatus=RUNNING",
                        WAITING.replace('1', '2')),
                viewer(
                                V14,
                                RUNNING
                                        + """
                                        M=2 ProcStatus p=1 pstatus=SYSCALL
                                        M=1 ProcsChange procs_value=2
                                        M=1 GCMarkAssistBegin
                                        """,
                                """
                                ! M=1 GoDestroy
                                M=2 GoCreateSyscall new_g=1
                                M=2 GoSyscallEnd
                                M=2 GoBlock
                                """,
                                """
                                M=1 GCMarkAssistEnd
                                M=1 GoDestroy
                                """)
                        .crashes("activeRanges time != 0"),
                viewer(
                                V15,
                                RUNNING
                                        + """
                                        M=2 ProcStatus p=1 pstatus=RUNNING
                                        M=2 GoStatus g=2 m=2 gstatus=RUNNING
                                        """,
                                "! M=2 GCMarkAssistBegin",
                                """
                                M=1 ProcsChange procs_value=2
                                M=2 GCMarkAssistBegin
                                """)
                        .crashes("index out of range [1] with length 1"),
                viewer(
                                V15,
                                RUNNING + "M=1 GCMarkAssistBegin",
                                """
                                ! M=1 GoSyscallBegin p_seq=1
                                M=1 ProcStop
                                M=1 GoSyscallEndBlocked
                                """,
                                """
                                M=1 GCMarkAssistEnd
                                M=1 GoSyscallBegin p_seq=1
                                """)
                        .crashes("index out of range [-1]"),
                viewer(
                                V16,
                                RUNNING,
                                """
                                ! M=1 GoBlock reason_string="forever"
                                M=- GoUnblock g=1 g_seq=1
                                M=1 GoStart g=1 g_seq=2
                                M=1 STWBegin kind_string="GC pause"
                                M=1 STWEnd
                                """,
                                "M=1 GoBlock reason_string=\"sync\"")
                        .crashes("assignment to entry in nil map"),
                viewer(V17, RUNNING, "! M=- GCMarkAssistActive g=1", "M=1 GCMarkAssistBegin")
                        .crashes("index out of range [-1]"),
                viewer(
                        V18,
                        RUNNING,
                        "! M=1 UserLog task=- key_string=\"k\" value_string=\"v\"",
                        "M=1 UserLog task=0 key_string=\"k\" value_string=\"v\""),
                viewer(
                        V19,
                        RUNNING,
                        "! M=1 HeapAlloc heapalloc_value=1 at=9007199254740992",
                        "M=1 HeapAlloc heapalloc_value=1 at=9007199254740990"),
                viewer(
                        V20,
                        RUNNING
                                + """
                                M=1 GCBegin gc_seq=1
                                M=1 GoBlock
                                """,
                        "! generation",
                        """
                        M=- GoUnblock g=1 g_seq=1
                        M=1 GoStart g=1 g_seq=2
                        generation
                        """),
                viewer(
                        V21,
                        RUNNING
                                + """
                                M=1 GCMarkAssistBegin
                                generation
                                M=- GCMarkAssistActive g=1
                                """,
                        "! M=- GCMarkAssistActive g=1",
                        """
                        M=1 GCMarkAssistEnd
                        generation
                        """),
                viewer(
                        V21,
                        RUNNING
                                + """
                                M=1 GCBegin gc_seq=1
                                generation
                                M=1 GCActive gc_seq=2
                                M=1 GCEnd gc_seq=3
                                M=1 GCBegin gc_seq=4
                                """,
                        "! M=1 GCActive gc_seq=5",
                        """
                        generation
                        M=1 GCActive gc_seq=5
                        """));
    }
}
