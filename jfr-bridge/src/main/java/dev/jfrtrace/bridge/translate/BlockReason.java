package dev.jfrtrace.bridge.translate;

import java.util.Arrays;
import java.util.List;

/**
 * Why a goroutine is blocked, in words for readers of Java, which contain those that Go's profiles
 * count ({@code sync}, {@code network}), or in Go's own, which alone gotraceui colours.
 */
public enum BlockReason {
    MONITOR_ENTER("sync (monitor enter)", "sync"),
    OBJECT_WAIT("sync (Object.wait)", "sync.(*Cond).Wait"),
    PARK("sync (park)", "select"),
    PINNED("sync (pinned)", "select"),
    SLEEP("sleep", "sleep"),
    NETWORK("network", "network"),
    ALLOCATION_STALL("GC mark assist wait for work", "GC mark assist wait for work"),
    /** Something of the above, by the word of the thread's own state. */
    WAITING("sync (waiting)", "sync"),
    /** A carrier, while the virtual threads that it carries have its time, or nobody has. */
    CARRYING("carrier", "select"),
    UNKNOWN("unknown", ""),
    /** The VM thread, while it has nothing to do. */
    IDLE("idle", "sleep");

    private final String java;
    private final String go;

    BlockReason(String java, String go) {
        this.java = java;
        this.go = go;
    }

    /** What a trace calls it, unless Go's words were asked for. */
    public String text() {
        return java;
    }

    String text(boolean inGoWords) {
        return inGoWords ? go : java;
    }

    /** What a thread's state tells of its wait: nothing while it is runnable. */
    static BlockReason ofState(String state) {
        switch (state) {
            case "BLOCKED":
                return MONITOR_ENTER;
            case "WAITING":
            case "TIMED_WAITING":
                return WAITING;
            default:
                return UNKNOWN;
        }
    }

    /** Whether it is news of a thread that was said to be blocked for another reason. */
    boolean saysMoreThan(BlockReason other) {
        boolean isVague = this == WAITING && other != UNKNOWN;
        return this != UNKNOWN && this != other && !isVague;
    }

    /** All of them. */
    static List<String> texts(boolean inGoWords) {
        return Arrays.stream(values()).map(reason -> reason.text(inGoWords)).toList();
    }
}
