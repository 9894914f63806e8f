package dev.jfrtrace.bridge.translate;

import java.util.PriorityQueue;

/**
 * Notices when nothing has been heard of a thread for a while (T1): no event, no sample. JFR writes
 * a wait when it ends, and some waits never, so such a thread was blocked, and not busy.
 */
final class Silence {
    /**
     * How long a thread may say nothing and still count as running, in nanoseconds. The samplers
     * come by every 10 to 20 ms, for a few threads at a time.
     */
    static final long GAP = 100_000_000;

    /**
     * The same of a thread that may wait without an event to tell, unless a sampler found it
     * running: of virtual threads, whose parks and monitors JFR does not know, and of selectors. As
     * short as the waits that JFR's profiles leave out of other threads.
     */
    static final long GAP_OF_UNTOLD = 10_000_000;

    /**
     * The same of a collector's worker: what it does in a pause, it says more often, and the next
     * pause may come within the gap. So may what a compiler compiles next.
     */
    private static final long GAP_OF_PIECES = 1_000_000;

    /**
     * A thread, when it was last heard of, and when it counts as silent if it says nothing more.
     */
    private record Watch(TracedThread thread, long since, long ends) implements Comparable<Watch> {
        @Override
        public int compareTo(Watch other) {
            int byEnd = Long.compare(ends, other.ends);
            return byEnd != 0 ? byEnd : Long.compare(thread.g, other.thread.g);
        }
    }

    private final PriorityQueue<Watch> watches = new PriorityQueue<>();
    private final PriorityQueue<Watch> expected = new PriorityQueue<>();
    private final ThreadModel threads;
    private final Timeline timeline;
    private final CpuBudget budget;

    Silence(ThreadModel threads, Timeline timeline, CpuBudget budget) {
        this.threads = threads;
        this.timeline = timeline;
        this.budget = budget;
    }

    private Watch watch(TracedThread thread) {
        long since = thread.knownUntil;
        long gap = thread.doesPieces ? GAP_OF_PIECES : GAP;
        long patience = Math.min(gap, budget.at(thread, since));
        return new Watch(thread, since, thread.isSilentAtOnce() ? since : since + patience);
    }

    /** The thread is heard of at {@code time}: unless it was silent, it has run up to there. */
    void heardOf(TracedThread thread, long time) {
        boolean hasRun = thread.seenWaitingSince != thread.knownUntil;
        if (thread.isWatched && hasRun && time > thread.knownUntil) {
            budget.spend(thread, thread.knownUntil, time);
            if (thread.hasUntoldWaits() && watch(thread).ends() < time) {
                // It may be watched since a sampler saw it, and with more patience than now.
                planSilence(thread, thread.knownUntil);
            }
        }
        isKnownUntil(thread, time);
    }

    /** The thread waits from one time to the other. */
    void waits(TracedThread thread, long from, long to) {
        heardOf(thread, from);
        isKnownUntil(thread, to);
    }

    private void isKnownUntil(TracedThread thread, long time) {
        if (time > thread.knownUntil) {
            thread.knownUntil = time;
        }
        if (!thread.isWatched) {
            thread.isWatched = true;
            watches.add(watch(thread));
        }
    }

    /**
     * At {@code time} the thread waits, of which there is no event: so it has since it was last
     * heard of.
     */
    void waitsAt(TracedThread thread, long time) {
        if (thread.isWatched && thread.knownUntil < time) {
            thread.seenWaitingSince = thread.knownUntil;
            planSilence(thread, thread.knownUntil);
        }
    }

    /**
     * At {@code time}, which is still to come, the thread will run; until then nothing is known.
     */
    void willHearOf(TracedThread thread, long time) {
        expected.add(new Watch(thread, time, time));
    }

    /**
     * Planning has come to {@code front}: plans the silence of threads not heard of for the gap.
     */
    void advance(long front) {
        while (!expected.isEmpty() && expected.peek().since() <= front) {
            Watch heard = expected.poll();
            // Whoever was silent up to then stays so until then.
            planSilence(heard.since());
            heardOf(heard.thread(), heard.since());
        }
        planSilence(front);
    }

    private void planSilence(long front) {
        while (!watches.isEmpty() && watches.peek().ends() < front) {
            Watch watch = watches.poll();
            TracedThread thread = watch.thread();
            if (thread.knownUntil > watch.since()) {
                watches.add(watch(thread));
            } else {
                thread.isWatched = false;
                planSilence(thread, watch.since());
            }
        }
    }

    private void planSilence(TracedThread thread, long since) {
        Step silence = time -> threads.fallSilent(thread, time);
        timeline.begin(
                since,
                time -> {
                    if (!thread.isTold()) {
                        threads.turns.submit(thread, time, silence);
                    }
                });
    }
}
