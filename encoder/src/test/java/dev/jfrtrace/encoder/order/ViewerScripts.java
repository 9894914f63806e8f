package dev.jfrtrace.encoder.order;

import static dev.jfrtrace.encoder.order.OrderRule.*;
import static dev.jfrtrace.encoder.order.OrderScripts.IDLE_PROC;
import static dev.jfrtrace.encoder.order.OrderScripts.RUNNING;
import static dev.jfrtrace.encoder.order.OrderScripts.WAITING;
import static dev.jfrtrace.encoder.order.Script.viewer;

import java.util.List;

/** Of what the viewers need. */
final class ViewerScripts {
    private ViewerScripts() {}

    static List<Script> all() {
        return List.of(
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
