package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.translate.BlockReason;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What threads wait for, and where, when a trace begins: seen in one dump. */
final class Waits {
    /** As deep as JFR's own stacks. */
    private static final int DEPTH = 64;

    /** Methods in which a thread that counts as runnable waits for the network. */
    private static final Set<String> NETWORK =
            Set.of(
                    "accept",
                    "accept0",
                    "poll",
                    "poll0",
                    "epollWait",
                    "wait",
                    "wait0",
                    "select",
                    "select0",
                    "read0",
                    "socketAccept",
                    "socketRead0",
                    "keventPoll");

    /**
     * A wait.
     *
     * @param stack leaf first
     */
    record Wait(BlockReason reason, List<JfrFrame> stack) {}

    /** Where nothing is known of a thread. */
    static final Wait UNKNOWN = new Wait(BlockReason.UNKNOWN, List.of());

    private Waits() {}

    /** Waits by Java thread id. */
    static Map<Long, Wait> now() {
        Map<Long, Wait> waits = new HashMap<>();
        for (ThreadInfo info :
                ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, DEPTH)) {
            if (info != null) {
                waits.put(info.getThreadId(), of(info.getThreadState(), info.getStackTrace()));
            }
        }
        return waits;
    }

    static Wait of(Thread.State state, StackTraceElement[] stack) {
        List<JfrFrame> frames = new ArrayList<>(stack.length);
        for (StackTraceElement element : stack) {
            frames.add(
                    new JfrFrame(
                            element.getClassName(),
                            element.getMethodName(),
                            Math.max(0, element.getLineNumber())));
        }
        return new Wait(reason(state, frames), frames);
    }

    private static BlockReason reason(Thread.State state, List<JfrFrame> frames) {
        JfrFrame leaf = frames.isEmpty() ? new JfrFrame("", "", 0) : frames.get(0);
        switch (state) {
            case BLOCKED:
                return BlockReason.MONITOR_ENTER;
            case WAITING:
            case TIMED_WAITING:
                return waiting(leaf);
            case RUNNABLE:
                boolean inNet =
                        leaf.type().startsWith("sun.nio.") || leaf.type().contains("Socket");
                return inNet && NETWORK.contains(leaf.method())
                        ? BlockReason.NETWORK
                        : BlockReason.UNKNOWN;
            default:
                return BlockReason.UNKNOWN;
        }
    }

    private static BlockReason waiting(JfrFrame leaf) {
        if (leaf.type().equals("java.lang.Object")) {
            return BlockReason.OBJECT_WAIT;
        }
        if (leaf.type().equals("java.lang.Thread")) {
            return BlockReason.SLEEP;
        }
        return leaf.method().equals("park") ? BlockReason.PARK : BlockReason.WAITING;
    }
}
