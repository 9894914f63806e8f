package dev.jfrtrace.bridge.agent;

import static dev.jfrtrace.bridge.agent.boot.VirtualThreadState.PARKING;
import static dev.jfrtrace.bridge.agent.boot.VirtualThreadState.RUNNING;
import static dev.jfrtrace.bridge.agent.boot.VirtualThreadState.STARTED;
import static dev.jfrtrace.bridge.agent.boot.VirtualThreadState.TIMED_PARKING;
import static dev.jfrtrace.bridge.agent.boot.VirtualThreadState.YIELDING;

import dev.jfrtrace.bridge.agent.boot.VirtualThreadState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How a JDK runs its virtual threads, of the JDKs that were looked at: from which methods a thread
 * is given to the scheduler, and which states it has. The rest they have in common.
 */
enum VirtualThreadShape {
    /**
     * One method gives it away, mostly while whoever unparks has stepped out of its own virtual
     * thread: the hooks stand where that method is called, or before the step. Monitors pin.
     */
    JDK_21(
            21,
            Map.of(
                    "start", 1,
                    "unpark", 2,
                    "afterYield", 2,
                    "tryGetStackTrace", 1,
                    "lazySubmitRunContinuation", 1,
                    "externalSubmitRunContinuation", 1),
            EnumSet.of(STARTED, RUNNING, PARKING, TIMED_PARKING, YIELDING)),
    /** One method gives it away, on the thread of whoever does it; three more go past it. */
    JDK_25(
            25,
            Map.of(
                    "submitRunContinuation", 1,
                    "lazySubmitRunContinuation", 1,
                    "externalSubmitRunContinuation", 1,
                    "externalSubmitRunContinuationOrThrow", 1),
            EnumSet.allOf(VirtualThreadState.class));

    private final int version;
    private final Map<String, Integer> submits;
    private final Set<VirtualThreadState> states;

    VirtualThreadShape(int version, Map<String, Integer> submits, Set<VirtualThreadState> states) {
        this.version = version;
        this.submits = submits;
        this.states = states;
    }

    /** That of a JDK; {@code null} for one that was not looked at. */
    static VirtualThreadShape of(int version) {
        for (VirtualThreadShape shape : values()) {
            if (shape.version == version) {
                return shape;
            }
        }
        return null;
    }

    /**
     * Whether a class has it.
     *
     * @param found how many places for hooks there are, by their methods
     * @param constants the class's constants by their names
     */
    boolean fits(Map<String, Integer> found, Map<String, Object> constants) {
        return found.equals(submits) && hasStates(constants);
    }

    /** All that the JDK has, with the numbers that the hooks know, and none besides. */
    private boolean hasStates(Map<String, Object> constants) {
        for (VirtualThreadState state : VirtualThreadState.values()) {
            Object expected = states.contains(state) ? state.number() : null;
            Object is = constants.get(state.name());
            if (expected == null ? is != null : !expected.equals(is)) {
                return false;
            }
        }
        return true;
    }
}
