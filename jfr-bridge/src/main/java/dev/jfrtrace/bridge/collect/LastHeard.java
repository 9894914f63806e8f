package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Hearsay;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.Arrays;

/** When the threads of a chunk were last heard of: something of theirs began or ended. */
final class LastHeard {
    /** By the thread's row, in ticks. */
    private long[] times = {};

    void note(JfrMapping row, JfrRecord record) {
        boolean isIdle = row == JfrMapping.THREAD_CPU_LOAD && LoadPeriods.ofMachine(record) == 0;
        boolean isHearsay = Hearsay.isWord(row) || Hearsay.isEmpty(row);
        if (record.thread < 0 || isIdle || isHearsay) {
            return;
        }
        int thread = (int) record.thread;
        if (thread >= times.length) {
            int old = times.length;
            times = Arrays.copyOf(times, Math.max(64, 2 * thread));
            Arrays.fill(times, old, times.length, Long.MIN_VALUE);
        }
        times[thread] = Math.max(times[thread], record.end);
    }

    /** {@link Long#MIN_VALUE} for never. */
    long of(int thread) {
        return thread < times.length ? times[thread] : Long.MIN_VALUE;
    }
}
