package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;

/** The CPU samples of a generation; once sorted, taken one by one in the order of time. */
final class CpuSamples {
    /** A sample; its time is in units until the samples are sorted, in nanoseconds after. */
    record Sample(long offset, long time, long thread, long proc, long goroutine, long stack) {}

    private List<Sample> samples = new ArrayList<>();
    private int taken;

    void add(long offset, long time, long thread, long proc, long goroutine, long stack) {
        // The runtime writes 0 for a thread that runs no goroutine.
        long running = goroutine == 0 ? Limits.NONE : goroutine;
        samples.add(new Sample(offset, time, thread, proc, running, stack));
    }

    /** Turns units to nanoseconds and sorts. */
    void sort(double nanosPerUnit) {
        Sample[] timed = new Sample[samples.size()];
        for (int i = 0; i < timed.length; i++) {
            Sample sample = samples.get(i);
            timed[i] =
                    new Sample(
                            sample.offset,
                            Ticks.nanos(sample.time, nanosPerUnit),
                            sample.thread,
                            sample.proc,
                            sample.goroutine,
                            sample.stack);
        }
        GoSort.sort(timed, timed.length, Sample::time);
        samples = List.of(timed);
    }

    boolean isEmpty() {
        return taken == samples.size();
    }

    /** The first that is left. */
    Sample peek() {
        return samples.get(taken);
    }

    void take() {
        taken++;
    }
}
