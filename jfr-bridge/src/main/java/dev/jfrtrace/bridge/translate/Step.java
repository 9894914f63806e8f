package dev.jfrtrace.bridge.translate;

/** Something to do at an instant, as a rule by a thread. */
@FunctionalInterface
interface Step {
    /** Carries it out; the thread can do it now, or has just been woken for it. */
    void run(long time);

    /** Whether it ends a wait: the only kind that a waiting thread admits. */
    default boolean isWake() {
        return false;
    }

    /** Whether it puts a virtual thread on a carrier, which ends a wait too. */
    default boolean isMount() {
        return false;
    }

    /** Whether the thread must run already; it is not made to for this. */
    default boolean needsRunning() {
        return false;
    }
}
