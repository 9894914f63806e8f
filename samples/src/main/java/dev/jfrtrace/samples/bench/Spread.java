package dev.jfrtrace.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measured values of one kind. */
final class Spread {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** {@code median (min..max)}, without decimals. */
    @Override
    public String toString() {
        List<Double> sorted = sorted();
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f..%.0f)",
                median(),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }
}
