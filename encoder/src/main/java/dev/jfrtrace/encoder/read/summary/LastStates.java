package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import java.util.Arrays;
import java.util.List;

/**
 * The last states that a goroutine was in, and where it was seen running: what it did lately can be
 * told when somebody turns out to have waited for it.
 */
final class LastStates {
    /** So many are known; what was before is not. */
    static final int MOST = 64;

    /** So many samples, which are fewer. */
    private static final int MOST_SAMPLES = 16;

    /** Takes what a goroutine did in a stretch of time. */
    interface Visitor {
        /**
         * @param where the state and its stack; {@code null} when it ran
         */
        void was(WaitSummary where, long nanos);

        void wasSeen(List<StackFrame> frames);
    }

    private long[] times = new long[4];

    /** The states from these times on; {@code null} for Running. */
    private WaitSummary[] states = new WaitSummary[4];

    /** How many there were; the last ones are known. */
    private long count;

    private long[] sampleTimes;
    private List<StackFrame>[] samples;
    private long sampleCount;

    /**
     * The goroutine comes into a state.
     *
     * @param where {@code null} for Running
     */
    void enter(WaitSummary where, long time) {
        if (count == times.length && count < MOST) {
            times = Arrays.copyOf(times, times.length * 2);
            states = Arrays.copyOf(states, states.length * 2);
        }
        int at = at(count);
        times[at] = time;
        states[at] = where;
        count++;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    void see(List<StackFrame> frames, long time) {
        if (samples == null) {
            samples = new List[MOST_SAMPLES];
            sampleTimes = new long[MOST_SAMPLES];
        }
        int at = (int) (sampleCount % MOST_SAMPLES);
        samples[at] = frames;
        sampleTimes[at] = time;
        sampleCount++;
    }

    private int at(long index) {
        return (int) (index % times.length);
    }

    /** What is known of a time that is over by now. */
    void between(long from, long to, Visitor visitor) {
        long end = to;
        long oldest = Math.max(0, count - times.length);
        for (long i = count - 1; i >= oldest && end > from; i--) {
            long begin = Math.max(from, times[at(i)]);
            if (begin < end) {
                visitor.was(states[at(i)], end - begin);
                end = begin;
            }
        }
        long oldestSample = Math.max(0, sampleCount - MOST_SAMPLES);
        for (long i = sampleCount - 1; i >= oldestSample; i--) {
            int at = (int) (i % MOST_SAMPLES);
            if (sampleTimes[at] >= from && sampleTimes[at] < to) {
                visitor.wasSeen(samples[at]);
            }
        }
    }
}
