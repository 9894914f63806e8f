package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.CpuEvidence.Load;
import java.util.Arrays;
import java.util.List;

/** What the threads of a JVM together took of the machine, each evenly while its load lasts. */
final class TakenOverTime {
    /** Where loads begin and end, in order, and what had been taken by then. */
    private final long[] times;

    private final double[] taken;

    TakenOverTime(List<Load> loads) {
        long[] begins = loads.stream().mapToLong(Load::begin).toArray();
        long[] ends = loads.stream().mapToLong(Load::to).toArray();
        times = new long[begins.length + ends.length];
        System.arraycopy(begins, 0, times, 0, begins.length);
        System.arraycopy(ends, 0, times, begins.length, ends.length);
        Arrays.sort(times);
        taken = integrate(rates(loads));
    }

    /** How much more is taken at once from each time on than before. */
    private double[] rates(List<Load> loads) {
        double[] rates = new double[times.length];
        for (Load load : loads) {
            rates[Arrays.binarySearch(times, load.begin())] += load.ofMachine();
            rates[Arrays.binarySearch(times, load.to())] -= load.ofMachine();
        }
        return rates;
    }

    private double[] integrate(double[] rates) {
        double[] sums = new double[times.length];
        double rate = 0;
        for (int i = 1; i < times.length; i++) {
            rate += rates[i - 1];
            sums[i] = sums[i - 1] + rate * (times[i] - times[i - 1]);
        }
        return sums;
    }

    /** While a load lasts, on average, in millionths of the machine. */
    long during(Load load) {
        return load.length() == 0 ? load.ofMachine() : (long) (between(load) / load.length());
    }

    private double between(Load load) {
        return takenUpTo(load.to()) - takenUpTo(load.begin());
    }

    private double takenUpTo(long time) {
        return taken[Arrays.binarySearch(times, time)];
    }
}
