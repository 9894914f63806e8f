package dev.jfrtrace.encoder.read.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The regions of one name: how long they were, and what their goroutines did in them. */
public final class RegionSummary extends RangeSummary {
    private static final int MOST_SLOWEST = 3;

    /**
     * One of the longest.
     *
     * @param goroutine that it is on
     * @param since when it began
     * @param length in nanoseconds
     * @param spent what the goroutine did in it
     */
    public record Slow(GoroutineSummary goroutine, long since, long length, Spent spent) {}

    private final List<Slow> slowest = new ArrayList<>();
    private Spent spent = Spent.NOTHING;

    RegionSummary(String name) {
        super(name);
    }

    void add(Slow region) {
        add(region.length, region.since);
        spent = spent.plus(region.spent);
        boolean isFast =
                slowest.size() == MOST_SLOWEST
                        && slowest.get(MOST_SLOWEST - 1).length >= region.length;
        if (!isFast) {
            slowest.add(region);
            slowest.sort(Comparator.comparingLong(Slow::length).reversed());
            slowest.subList(Math.min(MOST_SLOWEST, slowest.size()), slowest.size()).clear();
        }
    }

    /** What goroutines did in all that have begun and ended in the trace. */
    public Spent spent() {
        return spent;
    }

    /** The three longest, or as many as there are, the longest first. */
    public List<Slow> slowest() {
        return List.copyOf(slowest);
    }
}
