package dev.jfrtrace.encoder.read.summary;

/** The spans of one name: how many, and how long, in nanoseconds. */
public sealed class RangeSummary permits RegionSummary {
    private final String name;
    private final Lengths lengths = new Lengths();
    private int unfinished;
    private long maxTime;

    RangeSummary(String name) {
        this.name = name;
    }

    /**
     * @param begin when it began
     */
    void add(long length, long begin) {
        if (lengths.count() == 0 || length > lengths.max()) {
            maxTime = begin;
        }
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

    /** When the longest began, in nanoseconds of the trace; 0 when there is no span. */
    public long maxTime() {
        return maxTime;
    }

    /**
     * The length that so many percent of the spans do not exceed (nearest rank); 0 when there is no
     * span. Where there are more than 16,384, it is up to 1/128 too long.
     */
    public long percentile(double percent) {
        return lengths.percentile(percent);
    }
}
