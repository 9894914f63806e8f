package dev.jfrtrace.encoder.order;

import static dev.jfrtrace.encoder.order.OrderRule.*;
import static dev.jfrtrace.encoder.order.OrderScripts.IDLE_PROC;
import static dev.jfrtrace.encoder.order.OrderScripts.IN_SYSCALL;
import static dev.jfrtrace.encoder.order.OrderScripts.RUNNING;
import static dev.jfrtrace.encoder.order.OrderScripts.WAITING;
import static dev.jfrtrace.encoder.order.OrderScripts.WAITS;
import static dev.jfrtrace.encoder.order.Script.reader;

import dev.jfrtrace.encoder.format.TraceVersion;
import java.util.List;

/** Of who runs where, and in which state. */
final class StateScripts {
    private StateScripts() {}

    static List<Script> all() {
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
                        """));
    }
}
