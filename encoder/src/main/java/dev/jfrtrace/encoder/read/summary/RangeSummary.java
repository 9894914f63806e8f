package dev.jfrtrace.encoder.read.summary;

/** The spans of one name: how many, and how long, in nanoseconds. */
public sealed class RangeSummary permits RegionSummary {
    private final String name;
    private final Lengths lengths = new Lengths();
    private int unfinished;

    RangeSummary(String name) {
        this.name = name;
    }

    void add(long length) {
        lengths.add(length);
    }

    /** One of which the trace lacks the begin or the end. */
    void addUnfinished() {
        unfinished++;
    }

    public String name() {
        return name;
    }

    /** How many have begun and ended in the trace; only these are in the other numbers. */
    public int count() {
        return lengths.count();
    }

    /** How many have only begun, or only ended. */
    public int unfinished() {
        return unfinished;
    }

    public long sum() {
        return lengths.sum();
    }

    public long max() {
        return lengths.max();
    }

    /**
     * The length that so many percent of the spans do not exceed (nearest rank); 0 when there is no
     * span. Where there are more than 16,384, it is up to 1/128 too long.
     */
    public long percentile(double percent) {
        return lengths.percentile(percent);
    }
}
