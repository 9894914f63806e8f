package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.Hearsay;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.Arrays;
import java.util.stream.IntStream;

/** When the threads of a chunk were last heard of: something of theirs began or ended. */
final class LastHeard {
    /** By the row of an event, the slots that name other threads. */
    private static final int[][] NAMING =
            Arrays.stream(JfrMapping.values()).map(LastHeard::naming).toArray(int[][]::new);

    /** By the row of an event, whether its thread did something. */
    private static final boolean[] DOING = doing();

    private static final int THREADS = 64;

    /** By the thread's row, in ticks. */
    private long[] times = new long[THREADS];

    private final ThreadRows threads;

    LastHeard(ThreadRows threads) {
        this.threads = threads;
        Arrays.fill(times, Long.MIN_VALUE);
    }

    private static boolean[] doing() {
        boolean[] doing = new boolean[JfrMapping.values().length];
        for (JfrMapping row : JfrMapping.values()) {
            boolean isLoad = row == JfrMapping.THREAD_CPU_LOAD;
            doing[row.ordinal()] = !isLoad && !Hearsay.isWord(row) && !Hearsay.isEmpty(row);
        }
        return doing;
    }

    private static int[] naming(JfrMapping row) {
        return IntStream.range(0, row.fields().size())
                .filter(i -> row.fields().get(i).kind() == Field.Kind.THREAD)
                .toArray();
    }

    void note(JfrMapping row, JfrRecord record) {
        if (record.thread >= 0 && (doesSomething(row, record) || isVirtual(record.thread))) {
            note((int) record.thread, record.end);
        }
        for (int slot : NAMING[row.ordinal()]) {
            if (isVirtual(record.slots[slot])) {
                note((int) record.slots[slot], record.end);
            }
        }
    }

    private static boolean doesSomething(JfrMapping row, JfrRecord record) {
        return DOING[row.ordinal()]
                || row == JfrMapping.THREAD_CPU_LOAD && LoadPeriods.ofMachine(record) != 0;
    }

    /** Of virtual threads it is asked whether they were still there, whatever they did. */
    private boolean isVirtual(long thread) {
        return thread >= 0 && threads.isVirtual((int) thread);
    }

    private void note(int thread, long ticks) {
        if (thread >= times.length) {
            int old = times.length;
            times = Arrays.copyOf(times, 2 * thread);
            Arrays.fill(times, old, times.length, Long.MIN_VALUE);
        }
        times[thread] = Math.max(times[thread], ticks);
    }

    /** Tells when virtual threads were last heard of whose ends are not known. */
    void tell() {
        for (int row = 0; row < threads.size(); row++) {
            boolean hasNoEnd = threads.end(row) == ThreadRows.UNKNOWN;
            if (hasNoEnd && threads.isVirtual(row) && of(row) != Long.MIN_VALUE) {
                threads.isHeard(row, of(row));
            }
        }
    }

    /** {@link Long#MIN_VALUE} for never. */
    long of(int thread) {
        return thread < times.length ? times[thread] : Long.MIN_VALUE;
    }
}
