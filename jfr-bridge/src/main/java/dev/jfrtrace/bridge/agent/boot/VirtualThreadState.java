package dev.jfrtrace.bridge.agent.boot;

/**
 * States of {@code java.lang.VirtualThread} that hooks meet, by the names and numbers that it has
 * for them on JDK 25; JDK 21 has some of them. It must have the same numbers for hooks to be woven
 * into it.
 */
public enum VirtualThreadState {
    STARTED(1),
    /** Has come to its end, where it has just been unmounted. */
    RUNNING(2),
    PARKING(3),
    TIMED_PARKING(6),
    YIELDING(10),
    BLOCKING(12),
    WAITING(15),
    TIMED_WAITING(17);

    private static final String[] NAMES = new String[32];

    static {
        for (VirtualThreadState state : values()) {
            NAMES[state.number] = state.name();
        }
        NAMES[RUNNING.number] = "TERMINATED";
    }

    private final int number;

    VirtualThreadState(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** What a state right after an unmount is called in recordings; {@code null} if unknown. */
    static String afterUnmount(int number) {
        return number >= 0 && number < NAMES.length ? NAMES[number] : null;
    }
}
