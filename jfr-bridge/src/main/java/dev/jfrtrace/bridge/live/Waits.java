package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.bridge.translate.WaitPlaces;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What threads wait for, and where, when a trace begins: seen in one dump. */
final class Waits {
    /** As deep as JFR's own stacks. */
    static final int DEPTH = 64;

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
        List<JfrFrame> frames = frames(stack);
        JfrFrame leaf = frames.isEmpty() ? null : frames.get(0);
        return new Wait(WaitPlaces.at(state.name(), leaf), frames);
    }

    /** A stack in our words, leaf first. */
    static List<JfrFrame> frames(StackTraceElement[] stack) {
        List<JfrFrame> frames = new ArrayList<>(stack.length);
        for (StackTraceElement element : stack) {
            frames.add(
                    new JfrFrame(
                            element.getClassName(),
                            element.getMethodName(),
                            Math.max(0, element.getLineNumber())));
        }
        return frames;
    }
}
