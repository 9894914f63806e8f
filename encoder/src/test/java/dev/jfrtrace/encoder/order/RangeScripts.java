package dev.jfrtrace.encoder.order;

import static dev.jfrtrace.encoder.order.OrderRule.*;
import static dev.jfrtrace.encoder.order.OrderScripts.RUNNING;
import static dev.jfrtrace.encoder.order.OrderScripts.WAITING;
import static dev.jfrtrace.encoder.order.OrderScripts.WAITS;
import static dev.jfrtrace.encoder.order.Script.reader;

import java.util.List;

/** Of ranges, annotations, tables, and what a status brings about. */
final class RangeScripts {
    private RangeScripts() {}

    static List<Script> all() {
        return List.of(
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
                        "M=1 GoSyscallBegin p_seq=1"));
    }
}
