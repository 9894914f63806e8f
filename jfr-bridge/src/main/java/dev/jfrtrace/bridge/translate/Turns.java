package dev.jfrtrace.bridge.translate;

/**
 * Carries out the steps of threads. A step that its thread cannot do yet, because it waits or the
 * world is stopped, is put off until it can (T3).
 */
final class Turns {
    /** Waits for its thread to run of its own accord. */
    private record WhenRunning(Step step) implements Step {
        @Override
        public void run(long time) {
            step.run(time);
        }

        @Override
        public boolean needsRunning() {
            return true;
        }
    }

    private final World world;
    private long putOff;

    Turns(World world) {
        this.world = world;
    }

    /** Lets the thread do something at {@code time}: at once, or as soon as it can. */
    void submit(TracedThread thread, long time, Step step) {
        if (thread.is(ThreadState.ENDED)) {
            return;
        }
        if (!admits(thread, step)) {
            putOff++;
            world.hold(thread);
            thread.defer(step);
            return;
        }
        step.run(time);
        flush(thread, time);
    }

    /** Whether the thread could run now, if the world did. */
    boolean mayRun(TracedThread thread) {
        switch (thread.state()) {
            case WAITING:
            case ENDED:
                return false;
            case RUNNABLE:
                // Woken, and not where its wait ends.
                return thread.wait == null;
            default:
                return true;
        }
    }

    private boolean admits(TracedThread thread, Step step) {
        if (thread.carries != null || world.stops(thread) && step.isMount()) {
            return false;
        }
        switch (thread.state()) {
            case WAITING:
                return step.isWake();
            case RUNNABLE:
                return thread.isOffCarrier() && !world.stops(thread) && !step.needsRunning()
                        || step.isWake() && thread.wait != null && thread.wait.isPaid;
            case NEW:
            case SILENT:
            case IN_SYSCALL:
                // Whoever comes back from native code finds the world stopped.
                return !world.stops(thread) && !step.needsRunning();
            default:
                return true;
        }
    }

    /** Carries out what was put off and can be done now. */
    void flush(TracedThread thread, long time) {
        for (Step next = nextDeferred(thread); next != null; next = nextDeferred(thread)) {
            next.run(time);
        }
    }

    /** The next step that the thread can do now. Behind its end nothing is left to do. */
    private Step nextDeferred(TracedThread thread) {
        if (thread.is(ThreadState.ENDED) || !thread.hasDeferred()) {
            return null;
        }
        if (thread.is(ThreadState.WAITING)) {
            // Its wake may stand behind steps that it can do but when it runs.
            return thread.takeDeferred(step -> step.isWake() && admits(thread, step), step -> true);
        }
        return thread.takeDeferred(step -> admits(thread, step), Step::needsRunning);
    }

    /** Lets a thread that was just woken do something before all else, as soon as it runs. */
    void doFirst(TracedThread thread, long time, Step step) {
        if (thread.is(ThreadState.RUNNING)) {
            step.run(time);
        } else {
            thread.deferFirst(step);
        }
    }

    /** The thread does something at once if it runs, else when it runs again. */
    void whenRunning(TracedThread thread, long time, Step step) {
        if (thread.is(ThreadState.RUNNING)) {
            step.run(time);
        } else if (!thread.is(ThreadState.ENDED)) {
            // One is enough: the last word counts.
            thread.dropDeferred(Step::needsRunning);
            thread.defer(new WhenRunning(step));
        }
    }

    /** Steps that could not be done when they were due. */
    long putOff() {
        return putOff;
    }
}
