package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import java.util.EnumSet;
import java.util.Set;

/**
 * For how long the threads of a chunk waited, as the events of their waits tell: they needed no CPU
 * then. A histogram over time for each thread; where the chunk gets too long for the buckets, two
 * become one.
 */
final class WaitedTime {
    private static final Set<JfrMapping> WAITS =
            EnumSet.of(
                    JfrMapping.MONITOR_ENTER,
                    JfrMapping.MONITOR_WAIT,
                    JfrMapping.THREAD_PARK,
                    JfrMapping.THREAD_SLEEP,
                    JfrMapping.SOCKET_READ);

    private static final int STRETCHES = 512;

    /** Of more threads nothing is kept: they take two kilobytes each. */
    private static final int MAX_THREADS = 4096;

    /** At first, of a second. */
    private static final int STRETCHES_PER_SECOND = 10;

    /** Decades, with any counter: times of damaged events and headers lie anywhere. */
    private static final long MOST_TICKS = 1L << 60;

    /** By the thread's row, in ticks; {@code null} for those that did not wait. */
    private final float[][] waited = new float[MAX_THREADS][];

    /** By the thread's row: what has been counted ends there. */
    private final long[] countedTo = new long[MAX_THREADS];

    private final ThreadRows threads;
    private final long begin;
    private long stretch;

    WaitedTime(ThreadRows threads, ChunkHeader header) {
        this.threads = threads;
        this.begin = header.startTicks();
        this.stretch = Math.max(1, header.ticksPerSecond() / STRETCHES_PER_SECOND);
    }

    void note(JfrMapping row, JfrRecord record) {
        if (WAITS.contains(row) && record.thread >= 0 && record.thread < MAX_THREADS) {
            int thread = (int) record.thread;
            if (!threads.isVirtual(thread)) {
                add(thread, record.start, record.end);
            }
        }
    }

    /**
     * A thread writes its waits in order; of those that lie within another the time counts once.
     */
    private void add(int thread, long start, long end) {
        long from = Math.max(Math.max(begin, countedTo[thread]), start);
        boolean isPlausible = Math.abs(begin) < MOST_TICKS && Math.abs(end) < MOST_TICKS;
        if (from >= end || !isPlausible) {
            return;
        }
        countedTo[thread] = end;
        while ((end - begin) / stretch >= STRETCHES) {
            doubleStretches();
        }
        float[] of = waited[thread] == null ? new float[STRETCHES] : waited[thread];
        waited[thread] = of;
        for (long at = from; at < end; ) {
            int index = (int) ((at - begin) / stretch);
            long to = Math.min(end, begin + (index + 1) * stretch);
            of[index] += to - at;
            at = to;
        }
    }

    private void doubleStretches() {
        stretch *= 2;
        for (float[] of : waited) {
            for (int i = 0; of != null && i < STRETCHES; i++) {
                of[i] = i < STRETCHES / 2 ? of[2 * i] + of[2 * i + 1] : 0;
            }
        }
    }

    /** How long the thread waited between two times, at least, in ticks. */
    long least(long thread, long from, long to) {
        float[] of = thread < MAX_THREADS ? waited[(int) thread] : null;
        if (of == null || to <= begin) {
            return 0;
        }
        double sum = 0;
        long first = Math.max(0, from - begin) / stretch;
        long last = Math.min(STRETCHES - 1, (to - begin) / stretch);
        for (long i = first; i <= last; i++) {
            long start = begin + i * stretch;
            long within = Math.min(to, start + stretch) - Math.max(from, start);
            // As much of the waiting as there is room for lay without.
            sum += Math.max(0, within - Math.max(0, stretch - of[(int) i]));
        }
        return (long) sum;
    }
}
