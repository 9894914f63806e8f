package dev.jfrtrace.encoder.read.summary;

/** The logs of one category. */
public final class LogSummary {
    private final String category;
    private final long firstTime;
    private final String firstMessage;
    private long count;

    LogSummary(String category, long firstTime, String firstMessage) {
        this.category = category;
        this.firstTime = firstTime;
        this.firstMessage = firstMessage;
    }

    void add() {
        count++;
    }

    public String category() {
        return category;
    }

    public long count() {
        return count;
    }

    /** When the first of them was written. */
    public long firstTime() {
        return firstTime;
    }

    public String firstMessage() {
        return firstMessage;
    }
}
