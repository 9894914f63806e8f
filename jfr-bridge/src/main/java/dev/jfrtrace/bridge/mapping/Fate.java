package dev.jfrtrace.bridge.mapping;

/** What became of an event (T4). */
public enum Fate {
    TRANSLATED("translated", false),
    EVIDENCE("evidence that a thread ran or exists", false),
    CLIPPED("translated in part: another wait of its thread overlaps it", false),
    LATE("translated late, with its length: it lasted longer than events are held back", false),
    NESTED("left out: lies within another wait of its thread, which is shown", false),
    NOT_USED("not used: not about a thread, the GC or the heap", false),
    EXCLUDED("left out: its family is off (--events)", false),
    FILTERED("left out by --threads", false),
    FOLDED("left out: belongs to a virtual thread that is not shown (--show-vthreads)", false),
    OUTSIDE("left out: before the recording, or by --from or --to", false),
    NO_LENGTH("translated as an instant: its end is after the recording", true),
    NO_TIME("lost: its start is long after the end of its chunk", true),
    NO_THREAD("lost: the event has no thread", true),
    AFTER_END("lost: its thread had ended", true);

    private final String meaning;
    private final boolean loss;

    Fate(String meaning, boolean loss) {
        this.meaning = meaning;
        this.loss = loss;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether something that users would want to see is missing. */
    public boolean isLoss() {
        return loss;
    }
}
