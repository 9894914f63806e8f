package dev.jfrtrace.encoder.order;

import java.util.List;
import java.util.stream.Stream;

/**
 * For each rule the shortest traces that break it, each with its repair; {@link ScriptLine} says
 * how a line reads. A corpus of what must be refused, for writers and readers alike.
 */
public final class OrderScripts {
    static final String WAITS = "failed to advance: frontier";

    /** Goroutine 1 runs on thread 1 and proc 0; one proc is counted. */
    static final String RUNNING =
            """
            M=1 ProcStatus p=0 pstatus=RUNNING
            M=1 GoStatus g=1 m=1 gstatus=RUNNING
            M=1 ProcsChange procs_value=1
            """;

    /** Goroutine 1 is in a syscall on thread 1, with proc 0. */
    static final String IN_SYSCALL = RUNNING + "M=1 GoSyscallBegin p_seq=1\n";

    static final String WAITING = "M=- GoStatus g=1 gstatus=WAITING\n";

    static final String IDLE_PROC = "M=- ProcStatus p=0 pstatus=IDLE\n";

    private OrderScripts() {}

    public static List<Script> all() {
        return Stream.of(StateScripts.all(), RangeScripts.all(), ViewerScripts.all())
                .flatMap(List::stream)
                .toList();
    }
}
