package dev.jfrtrace.bridge.translate;

/** An instant from which on a virtual thread could run. */
final class Ready {
    final TracedThread thread;

    /** Who gives it to the scheduler; {@code null} when that is nobody in particular. */
    private final TracedThread waker;

    /** Whether it has never run. */
    final boolean starts;

    /** Who notified it, which becomes known when it runs; {@code null} while it is not. */
    TracedThread notifier;

    Ready(TracedThread thread, TracedThread waker, boolean starts) {
        this.thread = thread;
        this.waker = waker;
        this.starts = starts;
    }

    /**
     * Who is shown to have done it: whoever notified, else who gave it to the scheduler; {@code
     * null} when neither runs.
     */
    TracedThread wakerThatRuns() {
        if (notifier != null && ThreadModel.runs(notifier)) {
            return notifier;
        }
        return waker != null && ThreadModel.runs(waker) ? waker : null;
    }
}
