package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** When the threads of a chunk were last heard of: something of theirs began or ended. */
final class LastHeard {
    /** What others say of a thread that may have slept all the while. */
    private static final Set<JfrMapping> HEARSAY =
            EnumSet.of(
                    JfrMapping.THREAD_ALLOCATION,
                    JfrMapping.THREAD_DUMP,
                    JfrMapping.THREAD_NAME,
                    JfrMapping.THREAD_STATE,
                    JfrMapping.NATIVE_SAMPLE);

    /** By the thread's row, in ticks. */
    private long[] times = {};

    void note(JfrMapping row, JfrRecord record) {
        boolean isIdle = row == JfrMapping.THREAD_CPU_LOAD && LoadPeriods.ofMachine(record) == 0;
        if (record.thread < 0 || isIdle || HEARSAY.contains(row)) {
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
