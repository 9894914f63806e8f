package dev.jfrtrace.encoder.format;

/** The format's bounds and reserved numbers, each with what it drives. */
public final class Limits {
    /** Most bytes in a batch's body; a reader refuses the file beyond it (tracev2.MaxBatchSize). */
    public static final int MAX_BATCH_SIZE = 64 << 10;

    /** Most frames in a stack; a reader refuses the generation beyond it (MaxFramesPerStack). */
    public static final int MAX_FRAMES_PER_STACK = 128;

    /** Most UTF-8 bytes in a string; likewise (MaxEventTrailerDataSize). */
    public static final int MAX_STRING_BYTES = 1 << 10;

    /** Most arguments of a timed event without its time (tracev2.MaxTimedEventArgs counts it). */
    public static final int MAX_EVENT_ARGS = 4;

    /** "No thread", "no proc", "no goroutine" on the wire: all ones. */
    public static final long NONE = -1;

    /**
     * Ids stay below this: viewers pass them, and times, through JSON numbers, which are doubles
     * and would round beyond it.
     */
    public static final long MAX_ID = 1L << 53;

    /**
     * The highest ProcsChange that is written: the MMU page keeps so many records, and walks over
     * them for each event.
     */
    public static final long MAX_PROCS = 1 << 20;

    /**
     * Times stay below this, in nanoseconds: readers convert the base time of a batch through a
     * double, and from here on would round it.
     */
    public static final long MAX_TIME = 1L << 53;

    /**
     * The first and last lane that {@code go tool trace} keeps for itself (traceviewer/fakep.go).
     */
    public static final long FIRST_FAKE_LANE = 1_000_000;

    public static final long LAST_FAKE_LANE = 1_000_005;

    /**
     * Units of time per second: one unit is one nanosecond, the only factor readers do not round.
     */
    public static final long FREQUENCY = 1_000_000_000;

    private Limits() {}

    /** Whether viewers can show a thread or goroutine with this id in a lane of its own. */
    public static boolean isUsableId(long id) {
        return id > 0 && id < MAX_ID && (id < FIRST_FAKE_LANE || id > LAST_FAKE_LANE);
    }
}
