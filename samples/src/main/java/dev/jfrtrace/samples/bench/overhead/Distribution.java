package dev.jfrtrace.samples.bench.overhead;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Measured values of one kind. Values that are not known, NaN, do not count. */
final class Distribution {
    private double[] sorted = {};

    void add(double value) {
        if (!Double.isNaN(value)) {
            sorted = DoubleStream.concat(Arrays.stream(sorted), DoubleStream.of(value)).toArray();
            Arrays.sort(sorted);
        }
    }

    int size() {
        return sorted.length;
    }

    double min() {
        return quantile(0);
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    /** Between two values as far as the share is between their ranks. NaN when there are none. */
    double quantile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = share * (sorted.length - 1);
        double low = sorted[(int) Math.floor(rank)];
        double high = sorted[(int) Math.ceil(rank)];
        return low + (high - low) * (rank - Math.floor(rank));
    }

    /** {@code median}, or {@code -} where nothing is known. */
    String median(int decimals) {
        return text(median(), decimals);
    }

    /** {@code median (first quartile..third quartile)}: half of the values are within. */
    String quartiles(int decimals) {
        return spread(decimals, 0.25, 0.75);
    }

    /** {@code median (min..max)}. */
    String range(int decimals) {
        return spread(decimals, 0, 1);
    }

    private String spread(int decimals, double from, double to) {
        if (sorted.length == 0) {
            return text(Double.NaN, decimals);
        }
        return String.format(
                "%s (%s..%s)",
                median(decimals), text(quantile(from), decimals), text(quantile(to), decimals));
    }

    private static String text(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
