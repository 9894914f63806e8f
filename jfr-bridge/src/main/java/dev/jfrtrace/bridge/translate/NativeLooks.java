package dev.jfrtrace.bridge.translate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * Notices when a thread that was seen waiting in native code is seen there no longer. JFR's sampler
 * looks at one thread in native code after the other, and then begins again: whom it passes over
 * has left it. Where the thread then waits, a park that never ends, there may be no event to tell.
 */
final class NativeLooks {
    /** A sampler may be late by that where CPU is scarce, in nanoseconds. */
    static final long LEAST = 1_000_000_000;

    /** So many rounds may be missed; meanwhile there may be so many threads more to look at. */
    private static final int ROUNDS = 10;

    /** How a thread is looked at. */
    static final class Rhythm {
        private Word last;

        /** Nanoseconds between its last two looks, and between the two before. */
        private long gap = LEAST;

        private long gapBefore = LEAST;

        /** When it is seen to that there was another look, at the latest. */
        private long watchedUntil = Long.MAX_VALUE;

        /** The times of the last looks, in turns. */
        private final long[] latest = new long[ROUNDS];

        private long count;

        Rhythm() {
            Arrays.fill(latest, Long.MIN_VALUE);
        }

        private void look(Word word) {
            if (last != null) {
                gapBefore = gap;
                gap = word.time() - last.time();
            }
            last = word;
            latest[(int) (count++ % ROUNDS)] = word.time();
        }

        /** When so many rounds began that there has been time for each of them. */
        private long roundsBegan() {
            long earliest = latest[(int) (count % ROUNDS)];
            return Math.min(earliest, last.time() - LEAST);
        }

        /** Whoever comes back after a while was not looked at meanwhile: that is no round. */
        private long ends() {
            return last.time() + Math.max(LEAST, ROUNDS * Math.min(gap, gapBefore));
        }
    }

    /** When a thread should have been looked at again. */
    private record Watch(TracedThread thread, Rhythm looks, long ends)
            implements Comparable<Watch> {
        @Override
        public int compareTo(Watch other) {
            int byEnd = Long.compare(ends, other.ends);
            return byEnd != 0 ? byEnd : Long.compare(thread.g, other.thread.g);
        }
    }

    private final PriorityQueue<Watch> watches = new PriorityQueue<>();

    /** Those that were looked at once, in order of time; some have been looked at again since. */
    private final Deque<Watch> once = new ArrayDeque<>();

    private final ThreadModel threads;
    private final Timeline timeline;

    NativeLooks(ThreadModel threads, Timeline timeline) {
        this.threads = threads;
        this.timeline = timeline;
    }

    /** The thread has been looked at; the word of that is its last one. */
    void lookedAt(TracedThread thread) {
        if (thread.looks == null) {
            thread.looks = new Rhythm();
        }
        thread.looks.look(thread.nextWord);
        passOver(thread.looks);
        if (thread.looks.count == 1) {
            once.add(new Watch(thread, thread.looks, thread.looks.ends()));
        }
        if (thread.looks.ends() < thread.looks.watchedUntil) {
            watch(thread);
        }
    }

    /** Who was looked at once has no rhythm of its own: those of others tell of rounds since. */
    private void passOver(Rhythm others) {
        while (!once.isEmpty() && once.peek().looks().last.time() < others.roundsBegan()) {
            Watch watch = once.poll();
            if (watch.thread().looks == watch.looks() && watch.looks().count == 1) {
                watch.thread().looks = null;
                planDoubt(watch.thread(), watch.looks().last);
            }
        }
    }

    private void watch(TracedThread thread) {
        long ends = thread.looks.ends();
        thread.looks.watchedUntil = ends;
        watches.add(new Watch(thread, thread.looks, ends));
    }

    /** Planning has come to {@code front}. */
    void advance(long front) {
        while (!watches.isEmpty() && watches.peek().ends() < front) {
            Watch watch = watches.poll();
            TracedThread thread = watch.thread();
            Rhythm looks = watch.looks();
            if (thread.looks != looks || looks.watchedUntil != watch.ends()) {
                continue;
            }
            if (looks.ends() > watch.ends()) {
                watch(thread);
            } else {
                thread.looks = null;
                planDoubt(thread, looks.last);
            }
        }
    }

    /** Unless somebody else has said something of it since. */
    private void planDoubt(TracedThread thread, Word look) {
        if (thread.nextWord == look) {
            Step doubt = time -> threads.doubtSilence(thread, time, look);
            timeline.begin(look.time(), time -> threads.turns.submit(thread, time, doubt));
        }
    }
}
